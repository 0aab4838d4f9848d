import type { Client } from '../base/client';
import type { AidCheckCount, AidJudgement, AidListDraft } from '../base/contract';

export type {
  AidCheckCount as CheckCount,
  AidFinding as Finding,
  AidList,
  AidListDraft as Draft,
  AidListHead,
} from '../base/contract';
export type Check = AidCheckCount['check'];
export type Verdict = AidJudgement['verdict'];
export type FindingState = 'mine' | 'open' | 'done' | 'all';

export const listLists = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/aid-lists', { regency }, signal);
export const readList = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/aid-lists/{regency}/{id}', { regency, id }, signal);
export const makeList = (client: Client, regency: string, id: string, draft: AidListDraft) =>
  client.put('/aid-lists/{regency}/{id}', { regency, id }, draft);
export const checkAgain = (client: Client, regency: string, id: string) =>
  client.order('/aid-lists/{regency}/{id}/check', { regency, id });
export const signList = (client: Client, regency: string, id: string) =>
  client.order('/aid-lists/{regency}/{id}/sign', { regency, id });
export const withdrawList = (client: Client, regency: string, id: string) =>
  client.order('/aid-lists/{regency}/{id}/withdraw', { regency, id });
export const listFindings = (
  client: Client,
  regency: string,
  id: string,
  check: Check,
  state: FindingState,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/aid-lists/{regency}/{id}/findings', { regency, id, check, state, cursor }, signal);
export const judgeFinding = (
  client: Client,
  regency: string,
  id: string,
  check: Check,
  row: number,
  judgement: AidJudgement,
) => client.put('/aid-lists/{regency}/{id}/findings/{check}/{row}', { regency, id, check, row }, judgement);
