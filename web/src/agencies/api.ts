import type { Client, CountedPage } from '../base/client';

export const levels = ['regency', 'province', 'centre'] as const;
export type Level = (typeof levels)[number];

export interface Agency {
  id: string;
  name: string;
  short_name: string;
  level: Level;
  /** Gets no rules and no businesses any more. */
  closed: boolean;
  /** Came with the program; nobody has looked at it yet. */
  default: boolean;
  responsible: number;
  coached: number;
  /** Open hand-overs to it and from it. */
  incoming: number;
  outgoing: number;
  /** Only told to who manages agencies. */
  members: { account: string; name: string }[];
}

/** One version of a rule. */
export interface Rule {
  id: string;
  number: number;
  /** '' ends the rule. */
  agency: string;
  level: Level;
  /** Section letters, beginnings of codes, "trade:food"; none: every business. */
  sectors: { code: string; title: string }[];
  /** None: the whole regency. */
  areas: { code: string; name: string }[];
  from: string;
  law: string;
  default: boolean;
  /** False while its job waits. */
  applied: boolean;
  at: number;
  actor_name: string;
}

export interface Work {
  nobody: number;
  conflict: number;
  double: number;
  requested: number;
  proposals: number;
  names: number;
}

export interface Agencies {
  agencies: Agency[];
  /** All versions, in the order in which they were entered. */
  rules: Rule[];
  /** To which you belong; none: you are not bound. */
  yours: string[];
  work: Work;
  waiting: boolean;
  progress: { done: number; total: number } | null;
}

export interface RuleDraft {
  number: number;
  agency?: string;
  sectors: string[];
  areas: string[];
  from: string;
  law: string;
}

export interface Preview {
  day: string;
  moved: number;
  /** Businesses that no rule moves, for they were handed over. */
  handed_over: number;
  moves: { before: string; after: string; businesses: number }[];
}

export interface Defaults {
  agencies: Agency[];
  rules: Rule[];
  preview: Preview;
}

export interface CoachName {
  name: string;
  agency: string;
  businesses: number;
}

export interface Coach {
  name: string;
  agency: string;
  since: string;
  last_day: string;
  ended: string | null;
}

export interface DoubleCoached {
  business: string;
  name: string;
  village_name: string;
  district_name: string;
  responsible: string;
  lead: string;
  coaches: Coach[];
}

export const states = ['requested', 'accepted', 'refused', 'withdrawn'] as const;
export type State = (typeof states)[number];
export type Decision = Exclude<State, 'requested'>;

export interface Handover {
  id: string;
  business: string;
  name: string;
  village_name: string;
  district_name: string;
  from: string;
  to: string;
  cause: 'person' | 'class';
  state: State;
  reason: string;
  asked_at: number;
  asked_by_name: string;
  answer: string;
  decided_at: number | null;
  decided_by_name: string;
}

/** A hand-over that the class of a business asks for; a person confirms it. */
export interface Proposal {
  business: string;
  name: string;
  village_name: string;
  district_name: string;
  from: string;
  /** '' where no rule names an agency of that level. */
  to: string;
  class: string;
  class_before: string;
  since: string | null;
}

/** Who answers for one business, why, and who coaches it. */
export interface Answering {
  responsible: string;
  handed_over: { handover: string; at: number } | null;
  rules: Rule[];
  coaches: Coach[];
  lead: string;
  handovers: Handover[];
  proposal: Proposal | null;
}

export const page_size = 50;

export const readAgencies = (client: Client, regency: string, signal?: AbortSignal): Promise<Agencies> =>
  client.get(`/agencies/${regency}`, undefined, signal);

export const putAgency = (
  client: Client,
  regency: string,
  id: string,
  change: Pick<Agency, 'name' | 'short_name' | 'level' | 'closed'>,
): Promise<Agencies> => client.put(`/agencies/${regency}/list/${id}`, change);

export const putMembers = (
  client: Client,
  regency: string,
  id: string,
  accounts: string[],
): Promise<Agencies> => client.put(`/agencies/${regency}/list/${id}/members`, { accounts });

export const readDefaults = (client: Client, regency: string): Promise<Defaults> =>
  client.get(`/agencies/${regency}/defaults`);

export const addDefaults = (client: Client, regency: string): Promise<Agencies> =>
  client.post(`/agencies/${regency}/defaults`);

export const previewRule = (client: Client, regency: string, draft: RuleDraft): Promise<Preview> =>
  client.post(`/agencies/${regency}/rules/preview`, draft);

export const putRule = (client: Client, regency: string, id: string, draft: RuleDraft): Promise<Agencies> =>
  client.put(`/agencies/${regency}/rules/${id}`, draft);

export const readNames = (
  client: Client,
  regency: string,
  signal?: AbortSignal,
): Promise<{ items: CoachName[] }> => client.get(`/agencies/${regency}/names`, undefined, signal);

export const nameCoach = (
  client: Client,
  regency: string,
  name: string,
  agency: string,
): Promise<{ items: CoachName[] }> =>
  client.post(`/agencies/${regency}/names`, { name, agency: agency || null });

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
): Promise<CountedPage<DoubleCoached>> =>
  client.get(
    `/agencies/${regency}/double`,
    { ...query, undecided: undecided === 'no' ? 'false' : undefined, cursor, limit: page_size },
    signal,
  );

export const readAnswering = (
  client: Client,
  regency: string,
  business: string,
  signal?: AbortSignal,
): Promise<Answering> => client.get(`/agencies/${regency}/businesses/${business}`, undefined, signal);

export const putLead = (
  client: Client,
  regency: string,
  business: string,
  agency: string,
): Promise<Answering> => client.put(`/agencies/${regency}/businesses/${business}/lead`, { agency });

export const endCoaching = (
  client: Client,
  regency: string,
  business: string,
  id: string,
  end: { agency: string; day: string; reason: string },
): Promise<Answering> => client.put(`/agencies/${regency}/businesses/${business}/coaching-ends/${id}`, end);

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
): Promise<CountedPage<Handover>> =>
  client.get(`/handovers/${regency}`, { ...query, cursor, limit: page_size }, signal);

export const putHandover = (
  client: Client,
  regency: string,
  id: string,
  asked: { business: string; to: string; reason: string },
): Promise<{ items: Handover[] }> => client.put(`/handovers/${regency}/${id}`, asked);

export const decideHandovers = (
  client: Client,
  regency: string,
  handovers: string[],
  decision: Decision,
  reason: string,
): Promise<{ done: number }> => client.post(`/handovers/${regency}/decide`, { handovers, decision, reason });

export const listProposals = (
  client: Client,
  regency: string,
  district: string | undefined,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<CountedPage<Proposal>> =>
  client.get(`/handovers/${regency}/proposals`, { district, cursor, limit: page_size }, signal);

export const confirmProposals = (
  client: Client,
  regency: string,
  id: string,
  businesses: string[],
  reason: string,
): Promise<{ done: number }> => client.put(`/handovers/${regency}/proposals/${id}`, { businesses, reason });

export const dismissProposal = (
  client: Client,
  regency: string,
  business: string,
  reason: string,
): Promise<{ done: number }> => client.post(`/handovers/${regency}/proposals/dismiss`, { business, reason });
