import type { Client } from '../base/client';
import type {
  AgencyDraft,
  AgencyRuleDraft,
  CoachEnd,
  HandoverDecision,
  HandoverDraft,
} from '../base/contract';

export type {
  Agencies,
  Agency,
  AgencyCounts,
  AgencyDefaults as Defaults,
  AgencyLevel as Level,
  AgencyPreview as Preview,
  AgencyRule as Rule,
  AgencyWork as Work,
  Answering,
  Coach,
  CoachName,
  DoubleCoachedItem as DoubleCoached,
  Handover,
  HandoverProposal as Proposal,
} from '../base/contract';

export const levels = ['regency', 'province', 'centre'] as const;
export const states = ['requested', 'accepted', 'refused', 'withdrawn'] as const;
export type State = (typeof states)[number];
export type Decision = HandoverDecision['decision'];
/** All of it is said, as a form shows all of it. */
export type RuleDraft = Required<AgencyRuleDraft>;

export const page_size = 50;

export const readAgencies = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/agencies/{regency}', { regency }, signal);

export const putAgency = (client: Client, regency: string, id: string, change: AgencyDraft) =>
  client.put('/agencies/{regency}/list/{id}', { regency, id }, change);

export const putMembers = (client: Client, regency: string, id: string, accounts: string[]) =>
  client.put('/agencies/{regency}/list/{id}/members', { regency, id }, { accounts });

export const readDefaults = (client: Client, regency: string) =>
  client.get('/agencies/{regency}/defaults', { regency });

export const addDefaults = (client: Client, regency: string) =>
  client.order('/agencies/{regency}/defaults', { regency });

export const previewRule = (client: Client, regency: string, draft: AgencyRuleDraft) =>
  client.post('/agencies/{regency}/rules/preview', { regency }, draft);

export const putRule = (client: Client, regency: string, rule: string, draft: AgencyRuleDraft) =>
  client.put('/agencies/{regency}/rules/{rule}', { regency, rule }, draft);

export const readCounts = (client: Client, regency: string, district: string, signal?: AbortSignal) =>
  client.get('/agencies/{regency}/counts', { regency, district }, signal);

export const readNames = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/agencies/{regency}/names', { regency }, signal);

export const nameCoach = (client: Client, regency: string, name: string, agency: string) =>
  client.post('/agencies/{regency}/names', { regency }, { name, agency: agency || null });

export interface DoubleQuery {
  district?: string;
  agency?: string;
  undecided?: string;
}
export const listDouble = (
  client: Client,
  regency: string,
  { undecided, ...query }: DoubleQuery,
  cursor: string | null,
  signal?: AbortSignal,
) =>
  client.get(
    '/agencies/{regency}/double',
    { regency, ...query, undecided: undecided === 'no' ? false : undefined, cursor, limit: page_size },
    signal,
  );

export const readAnswering = (client: Client, regency: string, business: string, signal?: AbortSignal) =>
  client.get('/agencies/{regency}/businesses/{business}', { regency, business }, signal);

export const putLead = (client: Client, regency: string, business: string, agency: string) =>
  client.put('/agencies/{regency}/businesses/{business}/lead', { regency, business }, { agency });

export const endCoaching = (client: Client, regency: string, business: string, id: string, end: CoachEnd) =>
  client.put(
    '/agencies/{regency}/businesses/{business}/coaching-ends/{end}',
    { regency, business, end: id },
    end,
  );

export interface HandoverQuery {
  state?: string;
  district?: string;
  agency?: string;
}
export const listHandovers = (
  client: Client,
  regency: string,
  query: HandoverQuery,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/handovers/{regency}', { regency, ...query, cursor, limit: page_size }, signal);

export const putHandover = (client: Client, regency: string, handover: string, asked: HandoverDraft) =>
  client.put('/handovers/{regency}/{handover}', { regency, handover }, asked);

export const decideHandovers = (
  client: Client,
  regency: string,
  handovers: string[],
  decision: Decision,
  reason: string,
) => client.post('/handovers/{regency}/decide', { regency }, { handovers, decision, reason });

export const listProposals = (
  client: Client,
  regency: string,
  district: string | undefined,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/handovers/{regency}/proposals', { regency, district, cursor, limit: page_size }, signal);

export const confirmProposals = (
  client: Client,
  regency: string,
  handover: string,
  businesses: string[],
  reason: string,
) => client.put('/handovers/{regency}/proposals/{handover}', { regency, handover }, { businesses, reason });

export const dismissProposal = (client: Client, regency: string, business: string, reason: string) =>
  client.post('/handovers/{regency}/proposals/dismiss', { regency }, { business, reason });
