import type { Client } from '../base/client';
import type { Licence, LicenceContacted } from '../base/contract';
import type { ExportOrder } from '../registry/api';

export type {
  Licence,
  LicenceContacted as Contact,
  LicenceSummary as Summary,
  PirtDigits as Pirt,
} from '../base/contract';
export type State = Licence['state'];

export const kinds = ['pirt', 'halal', 'bpom', 'brand', 'sku', 'iumk'] as const;
export const states = ['expired', 'expiring', 'valid', 'endless', 'moved', 'unknown'] as const;
/** The spans of days for which the server counts what expires. */
export const day_spans = [30, 60, 90, 180] as const;

/** What the register can be narrowed to; each is a parameter of the list's address and of the screen's. */
export const filterNames = ['state', 'days', 'kind', 'district', 'village', 'waiting'] as const;
export type RegisterQuery = Partial<Record<(typeof filterNames)[number], string>>;

export const page_size = 50;

export const listLicences = (
  client: Client,
  regency: string,
  { days, ...query }: RegisterQuery,
  cursor: string | null,
  signal?: AbortSignal,
) =>
  client.get(
    '/licences',
    { regency, ...query, days: days ? Number(days) : null, cursor, limit: page_size },
    signal,
  );

export const readSummary = (
  client: Client,
  regency: string,
  { district, village }: RegisterQuery,
  signal?: AbortSignal,
) => client.get('/licences/summary', { regency, district, village }, signal);

export const licencesOf = (client: Client, regency: string, business: string, signal?: AbortSignal) =>
  client.get('/licences/{regency}/{id}', { regency, id: business }, signal);

export const putContact = (
  client: Client,
  regency: string,
  { business, kind, number }: Pick<Licence, 'business' | 'kind' | 'number'>,
  { id, day, note }: Pick<LicenceContacted, 'id' | 'day' | 'note'>,
) =>
  client.put(
    '/licences/{regency}/{id}/contacts/{contact}',
    { regency, id: business, contact: id },
    { kind, number, day, note },
  );

export const deleteContact = (client: Client, regency: string, business: string, contact: string) =>
  client.delete('/licences/{regency}/{id}/contacts/{contact}', { regency, id: business, contact });

export const exportLicences = (
  client: Client,
  regency: string,
  { days, ...query }: RegisterQuery,
  order: ExportOrder,
  signal: AbortSignal,
) =>
  client.download(
    '/licences/{regency}/export',
    { regency },
    { ...query, ...(days && { days: Number(days) }), ...order },
    signal,
  );
