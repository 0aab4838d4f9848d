import type { Client } from '../base/client';
import type { BusinessPage, BusinessSearch, ExportFormat, FactDraft } from '../base/contract';

export type {
  BusinessFact as Fact,
  BusinessItem as BusinessRow,
  BusinessOwner as Owner,
  BusinessPage as Business,
  Classification,
  CurrentValue,
  FactDraft as Statement,
  FactSource as Source,
  FactValue as Value,
  FieldText,
  KbliCode as BusinessKbli,
} from '../base/contract';

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
  sort?: BusinessSearch['sort'];
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
) {
  // What somebody types may be a person's number, and addresses are kept on the way.
  const asked = { regency, ...query, limit: page_size };
  return query.q
    ? client.post('/businesses/search', {}, { ...asked, ...(cursor && { cursor }) }, { signal })
    : client.get('/businesses', { ...asked, cursor }, signal);
}

export const readBusiness = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/businesses/{regency}/{id}', { regency, id }, signal);

export const putBusiness = (client: Client, regency: string, id: string, statement: FactDraft) =>
  client.put('/businesses/{regency}/{id}', { regency, id }, statement);

/** Adds what somebody now says; refused with 412 if the business has changed since `version`. */
export const putFact = (
  client: Client,
  { regency, id, version }: Pick<BusinessPage, 'regency' | 'id' | 'version'>,
  fact: string,
  statement: FactDraft & { reason: string },
) =>
  client.put('/businesses/{regency}/{id}/facts/{fact}', { regency, id, fact }, statement, {
    ifMatch: String(version),
  });

export const unmask = (client: Client, regency: string, id: string, purpose: string) =>
  client.post('/businesses/{regency}/{id}/unmask', { regency, id }, { purpose });

export const exportFormats = ['xlsx', 'csv'] as const;
/** How and why a list leaves the system: in the body of the request, for addresses are kept in logs. */
export interface ExportOrder {
  format: ExportFormat;
  reason: string;
}

export function exportBusinesses(
  client: Client,
  regency: string,
  query: ListQuery,
  order: ExportOrder & { clear?: boolean },
  signal: AbortSignal,
) {
  const { sort: _sort, ...filters } = query;
  return client.download('/businesses/{regency}/export', { regency }, { ...filters, ...order }, signal);
}
