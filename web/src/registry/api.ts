import type { Client, CountedPage, NamedFile } from '../base/client';
import type { Entry } from '../kbli/api';

export interface BusinessRow {
  id: string;
  regency: string;
  name: string;
  owner: string;
  trade: string;
  class: string;
  status: string;
  village: string | null;
  village_name: string | null;
  district: string | null;
  district_name: string | null;
  nik: string | null;
  phone: string | null;
  nib: string | null;
  /** The main code with its edition, or ''. */
  kbli: string;
  activity: string;
  coached: boolean;
  /** The agency that answers for it, 'conflict', or ''. */
  responsible: string;
  flagship: boolean;
  /** Everything personal is left out. */
  restricted: boolean;
  updated_at: number;
}

export interface Value {
  field: string;
  text: string;
  masked?: boolean;
}

/** A value that holds now, with the fact that said it. */
export interface CurrentValue extends Value {
  fact: string;
  day: string;
  source: string;
}

export interface Source {
  kind: 'batch' | 'form' | 'demo';
  label: string;
  batch: string | null;
  row: number | null;
}

export interface Fact {
  id: string;
  day: string;
  recorded_at: number;
  actor_name: string;
  reason: string;
  source: Source;
  withdrawn: boolean;
  values: Value[];
}

export interface Owner {
  person: string;
  name: string;
  nik: string | null;
  since: string;
  others: { id: string; name: string }[];
}

export interface Classification {
  rule_set: string;
  title: string;
  source: string;
  measure: string;
  /** Null where it is personal data. */
  amount: number | null;
  class: string;
  governs: boolean;
}

/** A KBLI code, and what it became if its edition is no longer in force. */
export interface BusinessKbli {
  code: string;
  edition: string;
  entry: Entry | null;
  successors: Entry[];
}

export interface Business {
  id: string;
  regency: string;
  version: number;
  name: string;
  /** Everything personal is left out. */
  restricted: boolean;
  status: string;
  class: string;
  since: string;
  updated_at: number;
  village_name: string;
  district_name: string;
  values: CurrentValue[];
  /** The main one first. */
  kbli: BusinessKbli[];
  owners: Owner[];
  classes: Classification[];
  facts: Fact[];
  merged: { id: string; name: string; at: number; actor_name: string }[];
  merged_into: string | null;
}

export interface Statement {
  day: string;
  values: { field: string; text: string }[];
}

/** What a list can be narrowed to; each is a parameter of the list's address and of the screen's. */
export const filterNames = [
  'district',
  'village',
  'trade',
  'class',
  'status',
  'coached',
  'flagship',
  'has',
  'missing',
  'agency',
  'coach',
  'kbli',
  'activity',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

export interface ListQuery extends Filters {
  q?: string;
  sort?: string;
  /** The state of a past day; absent: the present one. */
  as_of?: string;
}

export const page_size = 50;

export function listBusinesses(
  client: Client,
  regency: string,
  query: ListQuery,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<CountedPage<BusinessRow>> {
  // What somebody types may be a person's number, and addresses are kept on the way.
  const asked = { regency, ...query, cursor, limit: page_size };
  return query.q
    ? client.post('/businesses/search', asked, { signal })
    : client.get('/businesses', asked, signal);
}

export const readBusiness = (
  client: Client,
  regency: string,
  id: string,
  signal?: AbortSignal,
): Promise<Business> => client.get(`/businesses/${regency}/${id}`, undefined, signal);

export const putBusiness = (
  client: Client,
  regency: string,
  id: string,
  statement: Statement,
): Promise<unknown> => client.put(`/businesses/${regency}/${id}`, statement);

/** Adds what somebody now says; refused with 412 if the business has changed since `version`. */
export function putFact(
  client: Client,
  { regency, id, version }: Pick<Business, 'regency' | 'id' | 'version'>,
  fact: string,
  statement: Statement & { reason: string },
): Promise<Business> {
  return client.put(`/businesses/${regency}/${id}/facts/${fact}`, statement, { ifMatch: String(version) });
}

export const unmask = (
  client: Client,
  regency: string,
  id: string,
  purpose: string,
): Promise<{ values: Value[] }> => client.post(`/businesses/${regency}/${id}/unmask`, { purpose });

export const exportFormats = ['xlsx', 'csv'] as const;
/** How and why a list leaves the system: in the body of the request, for addresses are kept in logs. */
export interface ExportOrder {
  format: (typeof exportFormats)[number];
  reason: string;
  clear?: boolean;
}

export function exportBusinesses(
  client: Client,
  regency: string,
  query: ListQuery,
  order: ExportOrder,
  signal: AbortSignal,
): Promise<NamedFile> {
  const { sort: _sort, ...filters } = query;
  return client.download(`/businesses/${regency}/export`, { ...filters, ...order }, signal);
}
