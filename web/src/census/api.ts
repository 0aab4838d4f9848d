import type { Client } from '../base/client';
import type {
  BackCheckVerdict,
  CampaignCoverage,
  CampaignDraft,
  CampaignFigures,
  CampaignProducts,
  CampaignTargets,
  ConflictDecision,
  PackAssignmentDraft,
  PackAssignments,
  BackCheckPage,
  QuestionnaireDocument,
  VisitConflicts,
  VisitItem,
} from '../base/contract';

export type {
  BackCheck,
  BackCheckPage,
  Campaign,
  CampaignResult,
  CampaignDraft,
  ConflictSide,
  MeasuredPlace,
  Pack,
  Question,
  Questionnaire,
  QuestionCheck,
  QuestionCondition,
  QuestionnaireDocument,
  QuestionSection,
  Visit,
  VisitAnswer,
  VisitItem,
} from '../base/contract';
export type State = 'draft' | 'running' | 'closed' | 'published';
export type Covered = CampaignCoverage['items'][number];
export type By = CampaignCoverage['by'];
export type Target = CampaignTargets['items'][number];
export type Conflict = VisitConflicts['items'][number];
export type Assignment = PackAssignments['items'][number];
export type DrawnVisit = BackCheckPage['items'][number];
export type Signal = VisitItem['signals'][number];
export type Outcome = Exclude<VisitItem['outcome'], ''>;
export type Judgement = BackCheckVerdict['verdict'];

export type Figures = CampaignFigures;
export type Product = CampaignProducts['items'][number];

export const page_size = 50;

export const listCampaigns = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}', { regency }, signal);

export const readCampaign = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}', { regency, id }, signal);

/** Without a version it is a new one. */
export const putCampaign = (
  client: Client,
  regency: string,
  id: string,
  draft: CampaignDraft,
  version?: number,
) =>
  client.put(
    '/campaigns/{regency}/{id}',
    { regency, id },
    draft,
    version === undefined ? undefined : { ifMatch: String(version) },
  );

export const makePrelist = (client: Client, regency: string, id: string) =>
  client.order('/campaigns/{regency}/{id}/prelist', { regency, id });

export const moveCampaign = (client: Client, regency: string, id: string, state: State, version: number) =>
  client.put('/campaigns/{regency}/{id}/state', { regency, id }, { state }, { ifMatch: String(version) });

export const readFigures = (
  client: Client,
  regency: string,
  id: string,
  signal?: AbortSignal,
): Promise<Figures> => client.get('/campaigns/{regency}/{id}/figures', { regency, id }, signal);

export const readCoverage = (client: Client, regency: string, id: string, by: By, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/coverage', { regency, id, by }, signal);

export interface TargetFilter {
  area?: string;
  enumerator?: string;
  pack?: string;
  day?: string;
  outcome?: Outcome;
  product?: string;
  state?: Target['state'];
}
export const listTargets = (
  client: Client,
  regency: string,
  id: string,
  filter: TargetFilter,
  cursor: string | null,
  signal?: AbortSignal,
) =>
  client.get(
    '/campaigns/{regency}/{id}/targets',
    { regency, id, ...filter, cursor, limit: page_size },
    signal,
  );

/** Targets come in the order of their ids: the first one behind the id before is it. */
export async function findTarget(
  client: Client,
  regency: string,
  campaign: string,
  id: string,
  signal?: AbortSignal,
): Promise<Target | undefined> {
  const before = (BigInt(`0x${id}`) - 1n).toString(16).padStart(32, '0');
  const { items } = await client.get(
    '/campaigns/{regency}/{id}/targets',
    { regency, id: campaign, cursor: before, limit: 1 },
    signal,
  );
  return items.find((one) => one.id === id);
}

export const listPacks = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/packs', { regency, id }, signal);

export const listAssignments = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/assignments', { regency, id }, signal);

/** Who may be given packs. */
export const listEnumerators = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/enumerators/{regency}', { regency }, signal);

export const assign = (client: Client, regency: string, id: string, draft: PackAssignmentDraft) =>
  client.post('/campaigns/{regency}/{id}/assignments', { regency, id }, draft);

export interface VisitFilter {
  state?: VisitItem['state'];
  area?: string;
  enumerator?: string;
  outcome?: Outcome;
  signal?: string;
}
export const listVisits = (
  client: Client,
  regency: string,
  id: string,
  filter: VisitFilter,
  cursor: string | null,
  signal?: AbortSignal,
) =>
  client.get(
    '/campaigns/{regency}/{id}/visits',
    { regency, id, ...filter, cursor, limit: page_size },
    signal,
  );

export const readVisit = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/visits/{regency}/{id}', { regency, id }, signal);

export const readConflicts = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/visits/{regency}/{id}/conflicts', { regency, id }, signal);

export const settleConflict = (client: Client, regency: string, id: string, decision: ConflictDecision) =>
  client.post('/visits/{regency}/{id}/conflicts', { regency, id }, decision);

export const acceptVisit = (client: Client, regency: string, { id, version }: VisitItem) =>
  client.order('/visits/{regency}/{id}/accept', { regency, id }, { ifMatch: String(version) });

export const returnVisit = (client: Client, regency: string, { id, version }: VisitItem, comment: string) =>
  client.post('/visits/{regency}/{id}/return', { regency, id }, { comment }, { ifMatch: String(version) });

export const acceptVisits = (client: Client, regency: string, visits: { id: string; version: number }[]) =>
  client.post('/visits/{regency}/accept', { regency }, { visits });

export const photoAddress = (regency: string, sha256: string): string =>
  `/api/v1/visits/${regency}/photos/${sha256}`;

export const listDraws = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/backchecks', { regency, id }, signal);

export const putDraw = (client: Client, regency: string, id: string, draw: string, share_bp: number) =>
  client.put('/campaigns/{regency}/{id}/backchecks/{draw}', { regency, id, draw }, { share_bp });

export const readDraw = (
  client: Client,
  regency: string,
  id: string,
  draw: string,
  cursor: number | null,
  signal?: AbortSignal,
) =>
  client.get(
    '/campaigns/{regency}/{id}/backchecks/{draw}',
    { regency, id, draw, cursor, limit: page_size },
    signal,
  );

export const judgeDrawn = (
  client: Client,
  regency: string,
  id: string,
  draw: string,
  number: number,
  verdict: BackCheckVerdict,
) =>
  client.put(
    '/campaigns/{regency}/{id}/backchecks/{draw}/visits/{number}',
    { regency, id, draw, number: String(number) },
    verdict,
  );

export const listQuestionnaires = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/questionnaires/{regency}', { regency }, signal);

export const readQuestionnaire = (
  client: Client,
  regency: string,
  id: string,
  version?: number,
  signal?: AbortSignal,
) => client.get('/questionnaires/{regency}/{id}', { regency, id, version }, signal);

export const putQuestionnaire = (
  client: Client,
  regency: string,
  id: string,
  document: QuestionnaireDocument,
) => client.put('/questionnaires/{regency}/{id}', { regency, id }, document);

export const publishQuestionnaire = (client: Client, regency: string, id: string) =>
  client.order('/questionnaires/{regency}/{id}/publish', { regency, id });

export const publishDefault = (client: Client, regency: string) =>
  client.order('/questionnaires/{regency}/default', { regency });

export const readResult = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/result', { regency, id }, signal);

export const listProducts = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/campaigns/{regency}/{id}/products', { regency, id, by: 'district' }, signal);

/** A file of what a phone could not send itself, sealed for this server; each of its lines is answered by itself. */
export const sendSealed = async (client: Client, regency: string, file: Blob): Promise<string> =>
  (await client.download('/visits/{regency}/sealed', { regency }, file)).blob.text();
