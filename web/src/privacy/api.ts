import type { Client, Page } from '../base/client';

export const requestKinds = [
  'access',
  'correction',
  'withdrawal',
  'restriction',
  'erasure',
  'portability',
] as const;
export type RequestKind = (typeof requestKinds)[number];
export const refusalGrounds = [
  'harm',
  'others_data',
  'security',
  'legal_duty',
  'not_the_person',
  'no_data',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

export interface Step {
  at: number;
  actor_name: string;
  step: string;
  note: string;
}

export interface PrivacyRequest {
  id: string;
  regency: string;
  kind: RequestKind;
  business: string;
  state: 'received' | 'identified' | 'done' | 'refused';
  received_at: number;
  due_at: number;
  answered_at: number | null;
  overdue: boolean;
  refusal: RefusalGround | '';
  person: string;
  contact: string;
  wish: string;
  steps: Step[];
}

export interface Requests extends Page<PrivacyRequest> {
  open: number;
  overdue: number;
}

export interface Purpose {
  purpose: string;
  title: string;
  basis: string;
  law: string;
  recipients: string;
  retention: string;
  fields: string[];
}

export interface Consent {
  id: string;
  business: string;
  purpose: string;
  given_on: string;
  until: string | null;
  recipient: string;
  way: string;
  note: string;
  recorded_at: number;
  actor_name: string;
  withdrawn_at: number | null;
  holds: boolean;
}

export interface LoggedEvent {
  at: number;
  event: string;
  actor_name: string;
  subject: string;
  detail: Record<string, unknown>;
}

export interface AccessPack {
  request: PrivacyRequest;
  made_at: number;
  values: { field: string; text: string; day: string; source: string }[];
  facts: {
    day: string;
    recorded_at: number;
    actor_name: string;
    reason: string;
    source: string;
    row: number;
    withdrawn: boolean;
    values: { field: string; text: string }[];
  }[];
  consents: Consent[];
  requests: PrivacyRequest[];
  reads: LoggedEvent[];
  exports: LoggedEvent[];
  purposes: Purpose[];
}

export interface Incident {
  id: string;
  regency: string;
  from: number;
  until: number;
  discovered_at: number;
  due_at: number;
  agency_told_at: number | null;
  persons_told_at: number | null;
  overdue: boolean;
  accounts: string[];
  what: string;
  how: string;
  handling: string;
}

export interface BreachPack {
  incident: Incident;
  made_at: number;
  more_events: boolean;
  exported_rows: number;
  clear_rows: number;
  list_rows: number;
  chain_broken_at: number;
  persons: { business: string; name: string; owner: string; village: string; times: number }[];
  events: LoggedEvent[];
}

export interface RetentionRule {
  subject: string;
  /** 0 is for good. */
  days: number;
  law: string;
  due: number;
}

export interface Retention {
  rules: RetentionRule[];
  runs: { day: string; subject: string; removed: number }[];
  days_min: number;
  days_max: number;
}

const at = (regency: string, id: string): string => `/privacy/requests/${regency}/${id}`;

export const listRequests = (client: Client, regency: string, answered: boolean, signal?: AbortSignal) =>
  client.get<Requests>('/privacy/requests', { regency, answered: answered ? 'yes' : '' }, signal);

export const readRequest = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get<PrivacyRequest>(at(regency, id), undefined, signal);

export interface NewRequest {
  kind: RequestKind;
  business: string;
  person: string;
  contact: string;
  wish: string;
}
export const openRequest = (client: Client, regency: string, id: string, asked: NewRequest) =>
  client.put<PrivacyRequest>(at(regency, id), asked);

export const identify = (client: Client, { regency, id }: PrivacyRequest, note: string) =>
  client.post<PrivacyRequest>(`${at(regency, id)}/identify`, { note });
export const carryOut = (client: Client, { regency, id }: PrivacyRequest, note: string) =>
  client.post<PrivacyRequest>(`${at(regency, id)}/carry-out`, { note });
export const refuse = (
  client: Client,
  { regency, id }: PrivacyRequest,
  ground: RefusalGround,
  note: string,
) => client.post<PrivacyRequest>(`${at(regency, id)}/refuse`, { ground, note });
export const lift = (client: Client, { regency, id }: PrivacyRequest, note: string) =>
  client.post<PrivacyRequest>(`${at(regency, id)}/lift`, { note });
export const makePack = (client: Client, { regency, id }: PrivacyRequest) =>
  client.post<AccessPack>(`${at(regency, id)}/pack`);

export const listPurposes = (client: Client, signal?: AbortSignal) =>
  client.get<{ items: Purpose[] }>('/privacy/purposes', undefined, signal);

export const listConsents = (client: Client, regency: string, business: string, signal?: AbortSignal) =>
  client.get<{ items: Consent[] }>(`/privacy/businesses/${regency}/${business}/consents`, undefined, signal);

export interface NewConsent {
  business: string;
  purpose: string;
  given_on: string;
  until?: string;
  recipient: string;
  way: string;
}
export const giveConsent = (client: Client, regency: string, id: string, consent: NewConsent) =>
  client.put<void>(`/privacy/consents/${regency}/${id}`, consent);
export const withdrawConsent = (client: Client, regency: string, id: string) =>
  client.post<void>(`/privacy/consents/${regency}/${id}/withdraw`);

export const listIncidents = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get<{ items: Incident[] }>('/privacy/incidents', { regency }, signal);
export interface NewIncident {
  from: number;
  until: number;
  discovered_at: number;
  what: string;
  how: string;
  handling: string;
}
export const putIncident = (client: Client, regency: string, id: string, incident: NewIncident) =>
  client.put<Incident>(`/privacy/incidents/${regency}/${id}`, incident);
export const noteTold = (client: Client, { regency, id }: Incident, who: 'agency' | 'persons') =>
  client.post<void>(`/privacy/incidents/${regency}/${id}/told`, { who });
export const makeBreachPack = (client: Client, regency: string, id: string) =>
  client.post<BreachPack>(`/privacy/incidents/${regency}/${id}/pack`);

export const readRetention = (client: Client, signal?: AbortSignal) =>
  client.get<Retention>('/privacy/retention', undefined, signal);
export const readDue = (client: Client, subject: string, days: number, signal?: AbortSignal) =>
  client.get<{ due: number }>(`/privacy/retention/${subject}/due`, { days }, signal);
export const putRetention = (client: Client, subject: string, days: number, law: string) =>
  client.put<void>(`/privacy/retention/${subject}`, { days, law });
