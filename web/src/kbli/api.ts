import type { Client } from '../base/client';
import type { KbliDecision } from '../base/contract';

export type {
  KbliCandidate as Candidate,
  KbliClasses as ClassTable,
  KbliClassRow as ClassRow,
  KbliDecisionItem as Decision,
  KbliEdition as Edition,
  KbliEntry as Entry,
  KbliImported as ImportReport,
  KbliWorkItem as WorkItem,
} from '../base/contract';

export const findEntries = (client: Client, q: string, signal?: AbortSignal) =>
  client.get('/kbli', { q, limit: 20 }, signal);

export const listEditions = (client: Client, signal?: AbortSignal) =>
  client.get('/kbli-editions', {}, signal);

/** Of the regency or an area inside it, today or as of a day. */
export const listClasses = (
  client: Client,
  regency: string,
  about: { area?: string; as_of?: string },
  signal?: AbortSignal,
) => client.get('/kbli/{regency}/classes', { regency, ...about }, signal);

/** Businesses of one code ('' for none) by what they do. */
export const listWork = (
  client: Client,
  regency: string,
  from: string,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/kbli/{regency}/work', { regency, from, cursor }, signal);

export const findCandidates = (client: Client, regency: string, activity: string, signal?: AbortSignal) =>
  client.get('/kbli/{regency}/candidates', { regency, activity }, signal);

export const listDecisions = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/kbli/{regency}/decisions', { regency }, signal);

export const putDecision = (client: Client, regency: string, id: string, decision: KbliDecision) =>
  client.put('/kbli/{regency}/decisions/{id}', { regency, id }, decision);

export const undoDecision = (client: Client, regency: string, id: string) =>
  client.delete('/kbli/{regency}/decisions/{id}', { regency, id });

export const importList = (client: Client, edition: string, file: File, onProgress: (sent: number) => void) =>
  client.upload('/kbli-lists/{edition}', { edition }, file, onProgress);

export const importCrosswalk = (client: Client, file: File, onProgress: (sent: number) => void) =>
  client.upload('/kbli-crosswalk', {}, file, onProgress);
