import type { Client } from '../base/client';

export interface Area {
  code: string;
  name: string;
}

export interface FoundArea extends Area {
  level: number;
  parent_name: string | null;
}

export interface AreaPage extends Area {
  level: number;
  parent: Area | null;
  children: Area[];
}

export interface ImportReport {
  matched: number;
  /** The first of them; all are counted beside. */
  unmatched: string[];
  unmatched_count?: number;
  missing: Area[];
}

/** `level`: 1 province, 2 regency or city, 3 district, 4 village. */
export const findAreas = (client: Client, q: string, level: number | undefined, signal?: AbortSignal) =>
  client.get<{ items: FoundArea[] }>('/areas', { q, level, limit: 100 }, signal);

export const readArea = (client: Client, code: string, signal?: AbortSignal): Promise<AreaPage> =>
  client.get(`/areas/${code}`, undefined, signal);

export const readBoundaries = (client: Client, regency: string): Promise<unknown> =>
  client.get(`/boundaries/${regency}`);

export const importBoundaries = (
  client: Client,
  regency: string,
  file: File,
  onProgress: (sent: number) => void,
): Promise<ImportReport> => client.upload(`/boundaries/${regency}`, file, onProgress);

export const removeBoundaries = (client: Client, regency: string): Promise<void> =>
  client.delete(`/boundaries/${regency}`);
