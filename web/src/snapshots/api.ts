import { address, type Client, type NamedFile } from '../base/client';
import type { ExportOrder, Filters } from '../registry/api';

export interface SnapshotHead {
  id: string;
  regency: string;
  /** Twelve digits of the digest, as they are printed: "a1b2-c3d4-e5f6". */
  code: string;
  digest: string;
  title: string;
  purpose: string;
  area: { code: string; name: string };
  as_of: string;
  rows: number;
  made_at: number;
  made_by: string;
}

export interface Count {
  key: string;
  count: number;
}

export interface AreaCount {
  code: string;
  name: string;
  count: number;
}

export interface Growth {
  formula: 'standard' | 'blitar';
  expression: string;
  bp: number | null;
}

export interface RuleSet {
  rule_set: string;
  title: string;
  from: string;
  governs: boolean;
  limits: { measure: string; class: string; at_most: number; source: string }[];
}

export interface Snapshot extends SnapshotHead {
  definition: {
    area: { code: string; name: string };
    regency_name: string;
    as_of: string;
    zone: string;
    filters: Record<string, string | boolean | string[]>;
    counted: string[];
    rule_sets: RuleSet[];
    made_at: number;
    made_by: string;
    recorded_until: number;
    registry_version: number;
  };
  figures: {
    total: number;
    statuses: Count[];
    trades: Count[];
    classes: Count[];
    quality: Count[];
    coached: number;
    flagship: number;
    districts: AreaCount[];
    villages: AreaCount[];
    previous: { as_of: string; total: number };
    growth: Growth[];
  };
}

export interface FrozenRow {
  id: string;
  name: string;
  owner: string;
  trade: string;
  class: string;
  status: string;
  village: string;
  village_name: string;
  district: string;
  district_name: string;
  nib: string;
  nik: string;
  coached: boolean;
  flagship: boolean;
  /** Nothing personal is shown. */
  restricted: boolean;
  /** Nothing that was said of it counts any more. */
  gone: boolean;
}

export type DifferenceKind = 'entered' | 'left' | 'changed';

export interface Reason {
  kind: 'fact' | 'withdrawn' | 'merged' | 'parted';
  at: number;
  target: string;
  actor_name: string;
  label?: string;
  day?: string;
  batch?: string;
  row?: number;
}

export interface Difference {
  kind: DifferenceKind;
  id: string;
  changed: string[];
  before: FrozenRow | null;
  after: FrozenRow | null;
  law: boolean;
  reasons: Reason[];
}

export interface Comparison {
  before: number;
  after: number;
  day: string;
  recorded_until: number;
  counts: Record<DifferenceKind, number>;
  changed: Record<string, number>;
  items: Difference[];
  next: string | null;
}

export interface Order {
  title: string;
  purpose: string;
  as_of: string;
  filters: Filters;
}

const path = (regency: string, id: string): string => `/snapshots/${regency}/${id}`;

export const listSnapshots = (
  client: Client,
  regency: string,
  query: { code?: string; before?: number },
  signal?: AbortSignal,
): Promise<{ items: SnapshotHead[]; next: number | null }> =>
  client.get('/snapshots', { regency, ...query }, signal);

export const readSnapshot = (
  client: Client,
  regency: string,
  id: string,
  signal?: AbortSignal,
): Promise<Snapshot> => client.get(path(regency, id), undefined, signal);

export const makeSnapshot = (
  client: Client,
  regency: string,
  id: string,
  { title, purpose, as_of, filters }: Order,
): Promise<Snapshot> => client.put(address(path(regency, id), { ...filters, as_of }), { title, purpose });

export const verifySnapshot = (
  client: Client,
  regency: string,
  id: string,
): Promise<{ digest: string; whole: boolean }> => client.get(`${path(regency, id)}/verify`);

export const readRows = (
  client: Client,
  regency: string,
  id: string,
  from: number,
  signal?: AbortSignal,
): Promise<{ items: FrozenRow[]; next: number | null; count: number }> =>
  client.get(`${path(regency, id)}/rows`, { from, limit: 50 }, signal);

export const compareSnapshot = (
  client: Client,
  regency: string,
  id: string,
  query: { against: string; kind: DifferenceKind; after?: string },
  signal?: AbortSignal,
): Promise<Comparison> => client.get(`${path(regency, id)}/changes`, query, signal);

export const exportSnapshot = (
  client: Client,
  { regency, id }: SnapshotHead,
  order: ExportOrder,
  signal: AbortSignal,
): Promise<NamedFile> => client.download(`${path(regency, id)}/export`, order, signal);

export const exportChanges = (
  client: Client,
  { regency, id }: SnapshotHead,
  against: string,
  order: ExportOrder,
  signal: AbortSignal,
): Promise<NamedFile> =>
  client.download(`${path(regency, id)}/changes/export`, { against, ...order }, signal);
