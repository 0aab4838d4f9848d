import type { Client, CountedPage } from '../base/client';

export type PairState = 'open' | 'later' | 'decided';
export type Verdict = 'merge' | 'distinct' | 'later';
export type Level = 'same' | 'similar' | 'different' | 'missing';

export interface Side {
  kind: 'row' | 'business';
  business: string | null;
  batch: string | null;
  row: number | null;
  file: string | null;
  values: { field: string; text: string }[];
}

export interface Evidence {
  field: string;
  level: Level;
  /** Says more than the level: "linkage.nik.last_digits". */
  key?: string;
  /** Tenths of bits; above zero speaks for one business, below for two. */
  weight: number;
  left: string;
  right: string;
}

export interface Pair {
  id: string;
  regency: string;
  state: PairState;
  /** Why it is doubtful: "name_and_place_only". */
  ground?: string;
  score_bp: number;
  created_at: number;
  left: Side;
  right: Side;
  evidence: Evidence[];
  decision: { verdict: Verdict; actor_name: string; at: number } | null;
}

export const listPairs = (
  client: Client,
  regency: string,
  state: PairState,
  cursor: string | null,
  signal?: AbortSignal,
  district = '',
) =>
  client.get<CountedPage<Pair>>(
    '/pairs',
    { regency, ...(district ? { district } : {}), state, cursor },
    signal,
  );

export const decide = (client: Client, { regency, id }: Pair, verdict: Verdict): Promise<Pair> =>
  client.put(`/pairs/${regency}/${id}/decision`, { verdict });

export const undecide = (client: Client, { regency, id }: Pair): Promise<Pair> =>
  client.delete(`/pairs/${regency}/${id}/decision`);
