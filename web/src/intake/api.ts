import type { Client } from '../base/client';
import type { Batch, BatchSettings, CheckedCell } from '../base/contract';

export type {
  Batch,
  BatchCounts as Counts,
  BatchRow as CheckedRow,
  BatchSettings as Settings,
  CheckedCell,
  DetectedColumn as Column,
  Detection,
  Issue,
  PreviewRow,
  Said,
} from '../base/contract';

export type BatchState = Batch['state'];
export type Severity = CheckedCell['severity'];
export const verdicts = [
  'new',
  'update',
  'same',
  'duplicate_in_file',
  'doubtful',
  'rejected',
  'quarantined',
  'skipped',
] as const;
export type Verdict = (typeof verdicts)[number];
/** Rows of one verdict, or of one remark; empty: all. */
export interface Question {
  verdict: Verdict | '';
  key: string;
}

/** The largest file the server takes. */
export const file_bytes_max = 200_000_000;
export const preview_rows = 30;
export const preview_rows_max = 100;

export const sendFile = (
  client: Client,
  regency: string,
  id: string,
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
) => client.upload('/batches/{regency}/{id}', { regency, id, file: file.name }, file, onProgress, signal);

export const listBatches = (client: Client, regency: string, cursor: string | null, signal?: AbortSignal) =>
  client.get('/batches', { regency, cursor }, signal);

export const readBatch = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/batches/{regency}/{id}', { regency, id }, signal);

export const putSettings = (client: Client, regency: string, id: string, settings: BatchSettings) =>
  client.put('/batches/{regency}/{id}/settings', { regency, id }, settings);

export const readPreview = (
  client: Client,
  regency: string,
  id: string,
  sheet: number,
  from: number,
  limit: number,
  signal?: AbortSignal,
) => client.get('/batches/{regency}/{id}/preview', { regency, id, sheet, from, limit }, signal);

export const listRows = (
  client: Client,
  regency: string,
  id: string,
  question: Question,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/batches/{regency}/{id}/rows', { regency, id, ...question, cursor, limit: 50 }, signal);

export const listIssues = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/batches/{regency}/{id}/issues', { regency, id }, signal);

export const commitBatch = (client: Client, regency: string, id: string) =>
  client.order('/batches/{regency}/{id}/commit', { regency, id });

export const undoBatch = (client: Client, regency: string, id: string) =>
  client.order('/batches/{regency}/{id}/undo', { regency, id });

/** A page of rows in clear, for a purpose, which is recorded. */
export const unmaskRows = (
  client: Client,
  regency: string,
  id: string,
  { verdict, key }: Question,
  cursor: string | null,
  purpose: string,
  signal?: AbortSignal,
) => {
  const body = {
    purpose,
    limit: 50,
    ...(verdict && { verdict }),
    ...(key && { key }),
    ...(cursor && { cursor: Number(cursor) }),
  };
  return client.post('/batches/{regency}/{id}/rows/unmask', { regency, id }, body, { signal });
};

/** The file as it came, or what was rejected of it in the sender's own layout with a column of reasons. */
export const takeFile = (
  client: Client,
  regency: string,
  id: string,
  what: 'original' | 'rejected',
  reason: string,
  signal: AbortSignal,
) => client.download(`/batches/{regency}/{id}/${what}`, { regency, id }, { reason }, signal);
