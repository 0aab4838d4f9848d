import type { Client } from '../base/client';
import type { Pair, PairEvidence, PairVerdict } from '../base/contract';

export type { Pair, PairEvidence as Evidence, PairSide as Side } from '../base/contract';
export type PairState = Pair['state'];
export type Verdict = PairVerdict['verdict'];
export type Level = PairEvidence['level'];

export const listPairs = (
  client: Client,
  regency: string,
  state: PairState,
  cursor: string | null,
  signal?: AbortSignal,
  district = '',
) => client.get('/pairs', { regency, district, state, cursor }, signal);

export const decide = (client: Client, { regency, id }: Pair, verdict: Verdict) =>
  client.put('/pairs/{regency}/{id}/decision', { regency, id }, { verdict });

export const undecide = (client: Client, { regency, id }: Pair) =>
  client.delete('/pairs/{regency}/{id}/decision', { regency, id });
