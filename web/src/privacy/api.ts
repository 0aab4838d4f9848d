import type { Client } from '../base/client';
import type {
  ConsentDraft,
  IncidentDraft,
  PrivacyRequest,
  PrivacyRequestDraft,
  Refusal,
} from '../base/contract';

export type {
  AccessPack,
  BreachPack,
  Consent,
  ConsentDraft as NewConsent,
  Incident,
  IncidentDraft as NewIncident,
  LoggedEvent,
  PrivacyRequest,
  PrivacyRequestDraft as NewRequest,
  PrivacyRequests as Requests,
  ProcessingPurpose as Purpose,
  RequestStep as Step,
  Retention,
  RetentionState as RetentionRule,
} from '../base/contract';
export type RequestKind = PrivacyRequest['kind'];
export type RefusalGround = Refusal['ground'];

export const requestKinds = [
  'access',
  'correction',
  'withdrawal',
  'restriction',
  'erasure',
  'portability',
] as const;
export const refusalGrounds = [
  'harm',
  'others_data',
  'security',
  'legal_duty',
  'not_the_person',
  'no_data',
] as const;

type Asked = Pick<PrivacyRequest, 'regency' | 'id'>;

export const listRequests = (client: Client, regency: string, answered: boolean, signal?: AbortSignal) =>
  client.get('/privacy/requests', { regency, answered }, signal);

export const readRequest = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/privacy/requests/{regency}/{id}', { regency, id }, signal);

export const openRequest = (client: Client, regency: string, id: string, asked: PrivacyRequestDraft) =>
  client.put('/privacy/requests/{regency}/{id}', { regency, id }, asked);

export const identify = (client: Client, { regency, id }: Asked, note: string) =>
  client.post('/privacy/requests/{regency}/{id}/identify', { regency, id }, { note });
export const carryOut = (client: Client, { regency, id }: Asked, note: string) =>
  client.post('/privacy/requests/{regency}/{id}/carry-out', { regency, id }, { note });
export const refuse = (client: Client, { regency, id }: Asked, ground: RefusalGround, note: string) =>
  client.post('/privacy/requests/{regency}/{id}/refuse', { regency, id }, { ground, note });
export const lift = (client: Client, { regency, id }: Asked, note: string) =>
  client.post('/privacy/requests/{regency}/{id}/lift', { regency, id }, { note });
export const makePack = (client: Client, { regency, id }: Asked) =>
  client.order('/privacy/requests/{regency}/{id}/pack', { regency, id });

export const listPurposes = (client: Client, signal?: AbortSignal) =>
  client.get('/privacy/purposes', {}, signal);

export const listConsents = (client: Client, regency: string, business: string, signal?: AbortSignal) =>
  client.get('/privacy/businesses/{regency}/{id}/consents', { regency, id: business }, signal);

export const giveConsent = (client: Client, regency: string, id: string, consent: ConsentDraft) =>
  client.put('/privacy/consents/{regency}/{id}', { regency, id }, consent);
export const withdrawConsent = (client: Client, regency: string, id: string) =>
  client.order('/privacy/consents/{regency}/{id}/withdraw', { regency, id });

export const listIncidents = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/privacy/incidents', { regency }, signal);
export const putIncident = (client: Client, regency: string, id: string, incident: IncidentDraft) =>
  client.put('/privacy/incidents/{regency}/{id}', { regency, id }, incident);
export const noteTold = (client: Client, { regency, id }: Asked, who: 'agency' | 'persons') =>
  client.post('/privacy/incidents/{regency}/{id}/told', { regency, id }, { who });
export const makeBreachPack = (client: Client, regency: string, id: string) =>
  client.order('/privacy/incidents/{regency}/{id}/pack', { regency, id });

export const readRetention = (client: Client, signal?: AbortSignal) =>
  client.get('/privacy/retention', {}, signal);
export const readDue = (client: Client, subject: string, days: number, signal?: AbortSignal) =>
  client.get('/privacy/retention/{subject}/due', { subject, days }, signal);
export const putRetention = (client: Client, subject: string, days: number, law: string) =>
  client.put('/privacy/retention/{subject}', { subject }, { days, law });
