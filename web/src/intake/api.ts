import type { Client, Page } from '../base/client';
import type { Candidate } from '../kbli/api';

export type BatchState =
  | 'reading'
  | 'mapping'
  | 'checking'
  | 'checked'
  | 'committing'
  | 'committed'
  | 'undoing'
  | 'undone'
  | 'refused'
  | 'failed';

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
export type Counts = { rows: number } & Record<Verdict, number>;
export type Severity = 'ok' | 'info' | 'warning' | 'error';
export type Said = { key: string; params: Record<string, string | number> };

export interface Column {
  index: number;
  letter: string;
  heading: string;
  field: string | null;
  confidence: number;
  why: 'heading' | 'content' | 'remembered';
  samples: string[];
}

export interface Detection {
  kind: string;
  encoding: string;
  delimiter: string | null;
  sheets: { name: string; hidden?: boolean }[];
  sheet: number;
  /** As Excel counts rows: the first is 1; 0 for a list without headings. */
  header_row: number;
  header_rows: number;
  title: string;
  titles?: string[];
  rows: number;
  /** What makes its figures look made up. */
  oddities?: Said[];
  columns: Column[];
}

export interface Settings {
  sheet: number;
  header_row: number;
  source: string;
  as_of: string;
  sales_period: 'year' | 'month' | 'ask';
  district: string | null;
  columns: { index: number; heading?: string; field: string | null }[];
}

export interface BatchRow {
  id: string;
  regency: string;
  file: string;
  bytes: number;
  source: string;
  state: BatchState;
  kind: string | null;
  progress: { phase: string; done: number; total: number } | null;
  counts: Counts | null;
  created_at: number;
  actor_name: string;
  committed_at: number | null;
  undone_at: number | null;
}

export interface Batch extends BatchRow {
  sha256: string;
  refusal: Said | null;
  detection: Detection | null;
  settings: Partial<Settings> | null;
}

export interface CheckedCell {
  index: number;
  original: string;
  field: string;
  text: string;
  severity: Severity;
  /** The gravest remark; further ones stand in `remarks`. */
  key?: string | null;
  params?: Said['params'] | null;
  remarks?: { severity: Severity; key: string; params: Said['params'] }[];
  /** What else the cell says, such as the day beside a birth place. */
  also?: { field: string; text: string }[];
}

export interface CheckedRow {
  /** Its place among all rows of all sheets. */
  number: number;
  row: number;
  verdict: Verdict;
  reason: Said | null;
  business: string | null;
  cells: CheckedCell[];
  /** What its trade words may mean, where the list gives no code; never set by itself. */
  kbli: Candidate | null;
}

export interface Issue {
  key: string;
  severity: Severity;
  field: string;
  count: number;
  example_row: number;
}

export interface PreviewRow {
  row: number;
  cells: string[];
}

/** The largest file the server takes. */
export const file_bytes_max = 200_000_000;
export const preview_rows = 30;
export const preview_rows_max = 100;

const path = (regency: string, id: string): string => `/batches/${regency}/${id}`;

export const sendFile = (
  client: Client,
  regency: string,
  id: string,
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Batch> =>
  client.upload(`${path(regency, id)}?file=${encodeURIComponent(file.name)}`, file, onProgress, signal);

export const listBatches = (client: Client, regency: string, cursor: string | null, signal?: AbortSignal) =>
  client.get<Page<BatchRow>>('/batches', { regency, cursor }, signal);

export const readBatch = (
  client: Client,
  regency: string,
  id: string,
  signal?: AbortSignal,
): Promise<Batch> => client.get(path(regency, id), undefined, signal);

export const putSettings = (
  client: Client,
  regency: string,
  id: string,
  settings: Settings,
): Promise<Batch> => client.put(`${path(regency, id)}/settings`, settings);

export const readPreview = (
  client: Client,
  regency: string,
  id: string,
  sheet: number,
  from: number,
  limit: number,
  signal?: AbortSignal,
) => client.get<{ rows: PreviewRow[] }>(`${path(regency, id)}/preview`, { sheet, from, limit }, signal);

export const listRows = (
  client: Client,
  regency: string,
  id: string,
  question: { verdict: string; key: string },
  cursor: string | null,
  signal?: AbortSignal,
) => client.get<Page<CheckedRow>>(`${path(regency, id)}/rows`, { ...question, cursor, limit: 50 }, signal);

export const listIssues = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get<{ items: Issue[] }>(`${path(regency, id)}/issues`, undefined, signal);

export const commitBatch = (client: Client, regency: string, id: string): Promise<Batch> =>
  client.post(`${path(regency, id)}/commit`);

export const undoBatch = (client: Client, regency: string, id: string): Promise<Batch> =>
  client.post(`${path(regency, id)}/undo`);

/** A page of rows in clear, for a purpose, which is recorded. */
export const unmaskRows = (
  client: Client,
  regency: string,
  id: string,
  question: { verdict: string; key: string },
  cursor: string | null,
  purpose: string,
  signal?: AbortSignal,
): Promise<Page<CheckedRow>> => {
  const { verdict, key } = question;
  const body = {
    purpose,
    limit: 50,
    ...(verdict && { verdict }),
    ...(key && { key }),
    ...(cursor && { cursor: Number(cursor) }),
  };
  return client.post(`${path(regency, id)}/rows/unmask`, body, { signal });
};

/** The file as it came, or what was rejected of it in the sender's own layout with a column of reasons. */
export const takeFile = (
  client: Client,
  regency: string,
  id: string,
  what: 'original' | 'rejected',
  reason: string,
  signal: AbortSignal,
) => client.download(`${path(regency, id)}/${what}`, { reason }, signal);
