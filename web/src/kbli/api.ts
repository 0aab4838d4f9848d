import type { Client, Page } from '../base/client';

/** A section (1 letter), division (2 digits) … class (5 digits) of an edition. */
export interface Entry {
  code: string;
  edition: string;
  level: number;
  title: string;
  title_en: string;
  section: string;
}

/** A class that words may mean, and what spoke for it. */
export interface Candidate {
  code: string;
  entry: Entry;
  confidence: number;
  phrase: string;
  businesses: number;
  of: number;
}

export interface ClassRow {
  code: string;
  edition: string;
  businesses: number;
  /** The class itself, or the nearest entry above it that is known. */
  entry: Entry | null;
  successors: Entry[];
}

export interface ClassTable {
  as_of: string;
  items: ClassRow[];
  /** Sections and divisions of all editions. */
  sections: Entry[];
  total: number;
  without: number;
}

export interface WorkItem {
  activity: string;
  businesses: number;
  candidates: Candidate[];
}

export interface Decision {
  id: string;
  from: string;
  activity: string;
  to: string;
  businesses: number;
  at: number;
  actor_name: string;
  undone: boolean;
}

export interface Edition {
  name: string;
  law: string;
  base: string;
  in_force: string;
  listed: boolean;
}

export interface ImportReport {
  lines: number;
  added: number;
  changed: number;
  removed: number;
}

export const findEntries = (client: Client, q: string, signal?: AbortSignal) =>
  client.get<{ items: Entry[] }>('/kbli', { q, limit: 20 }, signal);

export const listEditions = (client: Client, signal?: AbortSignal) =>
  client.get<{ current: string; items: Edition[] }>('/kbli-editions', undefined, signal);

/** Of the regency or an area inside it, today or as of a day. */
export const listClasses = (
  client: Client,
  regency: string,
  about: { area?: string; as_of?: string },
  signal?: AbortSignal,
): Promise<ClassTable> => client.get(`/kbli/${regency}/classes`, about, signal);

/** Businesses of one code ('' for none) by what they do. */
export const listWork = (
  client: Client,
  regency: string,
  from: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<WorkItem>> => client.get(`/kbli/${regency}/work`, { from, cursor }, signal);

export const findCandidates = (client: Client, regency: string, activity: string, signal?: AbortSignal) =>
  client.get<{ candidates: Candidate[] }>(`/kbli/${regency}/candidates`, { activity }, signal);

export const listDecisions = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get<{ items: Decision[] }>(`/kbli/${regency}/decisions`, undefined, signal);

export const putDecision = (
  client: Client,
  regency: string,
  id: string,
  decision: { from: string; activity: string; to?: string },
) => client.put<{ businesses: number; left: number }>(`/kbli/${regency}/decisions/${id}`, decision);

export const undoDecision = (client: Client, regency: string, id: string): Promise<void> =>
  client.delete(`/kbli/${regency}/decisions/${id}`);

export const importList = (
  client: Client,
  edition: string,
  file: File,
  onProgress: (sent: number) => void,
): Promise<ImportReport> => client.upload(`/kbli-lists/${edition}`, file, onProgress);

export const importCrosswalk = (
  client: Client,
  file: File,
  onProgress: (sent: number) => void,
): Promise<ImportReport> => client.upload('/kbli-crosswalk', file, onProgress);
