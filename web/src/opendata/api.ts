import type { Client, NamedFile } from '../base/client';

export interface Indicator {
  key: string;
  title: string;
  unit: string;
}

export interface Sheet {
  title: string;
  unit: string;
  formula: string;
  definition: string;
  rows: { code: string; name: string; year: number; day: string; value: string; final: boolean }[];
}

export interface SheetQuery {
  level: number;
  from: number;
  to: number;
}

export const listIndicators = (client: Client, signal?: AbortSignal): Promise<{ items: Indicator[] }> =>
  client.get('/open-data', undefined, signal);

export const readSheet = (
  client: Client,
  regency: string,
  indicator: string,
  query: SheetQuery,
  signal?: AbortSignal,
): Promise<Sheet> => client.get(`/open-data/${regency}/${indicator}`, { ...query }, signal);

export const downloadSheet = (
  client: Client,
  regency: string,
  indicator: string,
  query: SheetQuery,
  form: 'csv' | 'metadata',
): Promise<NamedFile> => client.file(`/open-data/${regency}/${indicator}`, { ...query, form });
