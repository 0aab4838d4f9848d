import type { Client } from '../base/client';

export type { Indicator, OpenDataRows as Sheet } from '../base/contract';

export interface SheetQuery {
  level: number;
  from: number;
  to: number;
}

export const listIndicators = (client: Client, signal?: AbortSignal) => client.get('/open-data', {}, signal);

export const readSheet = (
  client: Client,
  regency: string,
  indicator: string,
  query: SheetQuery,
  signal?: AbortSignal,
) => client.get('/open-data/{regency}/{indicator}', { regency, indicator, ...query }, signal);

export const downloadSheet = (
  client: Client,
  regency: string,
  indicator: string,
  query: SheetQuery,
  form: 'csv' | 'metadata',
) => client.file('/open-data/{regency}/{indicator}', { regency, indicator, ...query, form });
