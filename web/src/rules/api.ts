import type { Client } from '../base/client';

export const measures = ['sales', 'capital', 'assets', 'workers'] as const;
export type Measure = (typeof measures)[number];
/** What is above the limit of medium is large. */
export const limited = ['micro', 'small', 'medium'] as const;

export interface Limit {
  measure: Measure;
  class: (typeof limited)[number];
  /** Whole rupiah, or persons: the largest that still belongs to the class. */
  at_most: number;
  source: string;
}

export interface Version {
  rule_set: string;
  title: string;
  from: string;
  /** The first day on which it no longer holds. */
  to: string | null;
  limits: Limit[];
}

export interface Change extends Omit<Version, 'to'> {
  id: string;
  source: string;
  governs: boolean;
  at: number;
  actor_name: string;
  /** Null while it is being counted anew. */
  applied_at: number | null;
}

export interface Rules {
  versions: Version[];
  governing: { from: string; rule_set: string }[];
  changes: Change[];
}

export interface Draft {
  rule_set: string;
  title: string;
  source: string;
  from: string;
  governs: boolean;
  limits: { measure: Measure; class: (typeof limited)[number]; at_most: number }[];
}

export interface Shift {
  day: string;
  changed: number;
  shifts: { before: string; after: string; count: number }[];
}

export const readRules = (client: Client, signal?: AbortSignal): Promise<Rules> =>
  client.get('/rules', undefined, signal);

export const previewRules = (client: Client, regency: string, draft: Draft): Promise<Shift> =>
  client.post(`/rules/preview/${regency}`, draft);

export const putRules = (client: Client, id: string, draft: Draft): Promise<Rules> =>
  client.put(`/rules/${id}`, draft);
