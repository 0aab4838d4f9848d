import type { Client } from '../base/client';
import type { RuleDraft, RuleLimit } from '../base/contract';

export type {
  RuleChange as Change,
  RuleLimit as Limit,
  RulePreview as Shift,
  Rules,
  RuleVersion as Version,
} from '../base/contract';
export type Draft = Required<RuleDraft>;
export type Measure = RuleLimit['measure'];

export const measures = ['sales', 'capital', 'assets', 'workers'] as const;
/** What is above the limit of medium is large. */
export const limited = ['micro', 'small', 'medium'] as const;

export const readRules = (client: Client, signal?: AbortSignal) => client.get('/rules', {}, signal);

export const previewRules = (client: Client, regency: string, draft: RuleDraft) =>
  client.post('/rules/preview/{regency}', { regency }, draft);

export const putRules = (client: Client, id: string, draft: RuleDraft) =>
  client.put('/rules/{id}', { id }, draft);
