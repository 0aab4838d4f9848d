import type { Client } from '../base/client';

export type {
  AreaHit as FoundArea,
  AreaPage,
  BoundaryReport as ImportReport,
  NamedArea as Area,
} from '../base/contract';

/** `level`: 1 province, 2 regency or city, 3 district, 4 village. */
export const findAreas = (
  client: Client,
  q: string,
  { level, within, limit }: { level?: number | undefined; within: string; limit: number },
  signal?: AbortSignal,
) => client.get('/areas', { q, level, within, limit }, signal);

export const readArea = (client: Client, code: string, signal?: AbortSignal) =>
  client.get('/areas/{code}', { code }, signal);

export const readBoundaries = (client: Client, regency: string) =>
  client.get('/boundaries/{regency}', { regency });

export const importBoundaries = (
  client: Client,
  regency: string,
  file: File,
  onProgress: (sent: number) => void,
) => client.upload('/boundaries/{regency}', { regency }, file, onProgress);

export const removeBoundaries = (client: Client, regency: string) =>
  client.delete('/boundaries/{regency}', { regency });
