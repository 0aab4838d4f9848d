import type { Client, CountedPage, NamedFile } from '../base/client';
import type { ExportOrder } from '../registry/api';

export const kinds = ['pirt', 'halal', 'bpom', 'brand', 'sku', 'iumk'] as const;
export const states = ['expired', 'expiring', 'valid', 'endless', 'moved', 'unknown'] as const;
export type State = (typeof states)[number];
/** The spans of days for which the server counts what expires. */
export const day_spans = [30, 60, 90, 180] as const;

/** What the digits of a P-IRT number say. */
export interface Pirt {
  packaging: number;
  food: number;
  regency: string;
  regency_name: string;
  product: number;
  maker: number;
  expiry_year: number;
}

export interface Contact {
  id: string;
  day: string;
  note: string;
  actor_name: string;
}

export interface Licence {
  business: string;
  kind: string;
  number: string;
  /** False where only is known that there is one. */
  numbered: boolean;
  issuer: string;
  from: string | null;
  until: string | null;
  basis: 'said' | 'number' | 'rule' | 'endless' | 'moved' | 'unknown';
  state: State;
  fact: string;
  name: string;
  /** Empty if not known. */
  nib: string;
  owner: string;
  village_name: string;
  district_name: string;
  pirt: Pirt | null;
  contacts: Contact[];
}

export interface Summary {
  as_of: string;
  kinds: {
    kind: string;
    held: number;
    expired: number;
    expiring: { days: number; count: number }[];
    endless: number;
    moved: number;
    unknown: number;
  }[];
  needs: {
    trade: string;
    lacks: string;
    due_from: string;
    due: boolean;
    source: string;
    count: { value: number; capped: boolean };
  }[];
  rules: {
    kind: string;
    issued_from: string;
    issued_to: string;
    years: number;
    ends_on_move: boolean;
    source: string;
  }[];
}

/** What the register can be narrowed to; each is a parameter of the list's address and of the screen's. */
export const filterNames = ['state', 'days', 'kind', 'district', 'village', 'waiting'] as const;
export type RegisterQuery = Partial<Record<(typeof filterNames)[number], string>>;

export const page_size = 50;

export const listLicences = (
  client: Client,
  regency: string,
  query: RegisterQuery,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<CountedPage<Licence>> =>
  client.get('/licences', { regency, ...query, cursor, limit: page_size }, signal);

export const readSummary = (
  client: Client,
  regency: string,
  { district, village }: RegisterQuery,
  signal?: AbortSignal,
): Promise<Summary> => client.get('/licences/summary', { regency, district, village }, signal);

export const licencesOf = (
  client: Client,
  regency: string,
  business: string,
  signal?: AbortSignal,
): Promise<{ items: Licence[] }> => client.get(`/licences/${regency}/${business}`, undefined, signal);

export const putContact = (
  client: Client,
  regency: string,
  { business, kind, number }: Pick<Licence, 'business' | 'kind' | 'number'>,
  { id, day, note }: Pick<Contact, 'id' | 'day' | 'note'>,
): Promise<{ items: Licence[] }> =>
  client.put(`/licences/${regency}/${business}/contacts/${id}`, { kind, number, day, note });

export const deleteContact = (
  client: Client,
  regency: string,
  business: string,
  contact: string,
): Promise<{ items: Licence[] }> => client.delete(`/licences/${regency}/${business}/contacts/${contact}`);

export const exportLicences = (
  client: Client,
  regency: string,
  { days, ...query }: RegisterQuery,
  order: ExportOrder,
  signal: AbortSignal,
): Promise<NamedFile> =>
  client.download(
    `/licences/${regency}/export`,
    { ...query, ...(days && { days: Number(days) }), ...order },
    signal,
  );
