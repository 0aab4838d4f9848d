import type { Client } from '../base/client';
import type { Difference, SnapshotHead, SnapshotOrder } from '../base/contract';
import type { ExportOrder, Filters } from '../registry/api';

export type {
  AreaCount,
  Comparison,
  Difference,
  DifferenceReason as Reason,
  FormulaGrowth as Growth,
  FrozenRow,
  KeyCount as Count,
  RuleSetInForce as RuleSet,
  Snapshot,
  SnapshotHead,
} from '../base/contract';
export type DifferenceKind = Difference['kind'];

export interface Order extends SnapshotOrder {
  as_of: string;
  filters: Filters;
}

export const listSnapshots = (
  client: Client,
  regency: string,
  query: { code?: string; before?: number },
  signal?: AbortSignal,
) => client.get('/snapshots', { regency, ...query }, signal);

export const readSnapshot = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/snapshots/{regency}/{id}', { regency, id }, signal);

export const makeSnapshot = (
  client: Client,
  regency: string,
  id: string,
  { title, purpose, as_of, filters }: Order,
) => client.put('/snapshots/{regency}/{id}', { regency, id, ...filters, as_of }, { title, purpose });

export const verifySnapshot = (client: Client, regency: string, id: string) =>
  client.get('/snapshots/{regency}/{id}/verify', { regency, id });

export const readRows = (client: Client, regency: string, id: string, from: number, signal?: AbortSignal) =>
  client.get('/snapshots/{regency}/{id}/rows', { regency, id, from, limit: 50 }, signal);

export const compareSnapshot = (
  client: Client,
  regency: string,
  id: string,
  query: { against: string; kind: DifferenceKind; after?: string },
  signal?: AbortSignal,
) => client.get('/snapshots/{regency}/{id}/changes', { regency, id, ...query }, signal);

export const exportSnapshot = (
  client: Client,
  { regency, id }: SnapshotHead,
  order: ExportOrder,
  signal: AbortSignal,
) => client.download('/snapshots/{regency}/{id}/export', { regency, id }, order, signal);

export const exportChanges = (
  client: Client,
  { regency, id }: SnapshotHead,
  against: string,
  order: ExportOrder,
  signal: AbortSignal,
) =>
  client.download('/snapshots/{regency}/{id}/changes/export', { regency, id }, { against, ...order }, signal);
