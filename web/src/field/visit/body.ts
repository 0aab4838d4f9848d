import type { Answer, Answers, Draft, Found, Place, Product } from './port';
import { allValues, askedValues, type Values } from './answers';
import { ofProduct } from './faults';
import { outcomeOf } from './outcome';
import { questionsOf, type Question, type Questionnaire } from './questionnaire';
import { bytes, squeeze } from './text';
import { answer_bytes_max, cell_end, type Context } from './value';

/** A draft as the server takes it, and a visit of the server as a draft (PUT and GET /visits). */

export interface SentAnswer {
  question: string;
  values?: string[];
  rows?: Product[];
  place?: Place;
}
export interface VisitBody {
  campaign: string;
  pack: string;
  target: string;
  questionnaire_version: number;
  draft?: true;
  base?: number;
  outcome?: string;
  consent?: boolean;
  note?: string;
  other?: string;
  started_at: number;
  finished_at?: number;
  gps?: Place;
  photos?: string[];
  found?: Found;
  answers?: SentAnswer[];
}

function sentAnswer(question: Question, values: readonly string[]): SentAnswer {
  const cells = (value: string): string[] => value.split(cell_end);
  if (question.kind === 'products')
    return { question: question.id, rows: values.map((value) => productOf(cells(value))) };
  if (question.kind === 'gps' && values[0] !== undefined) {
    const [latitude_e6, longitude_e6, accuracy_m] = cells(values[0]).map(Number) as [number, number, number];
    return { question: question.id, place: { latitude_e6, longitude_e6, accuracy_m } };
  }
  return { question: question.id, values: [...values] };
}

const productOf = ([name = '', unit = '', capacity = '', kbli = '']: string[]): Product => ({
  name,
  unit,
  ...(capacity !== '' && { capacity: Number(capacity) }),
  ...(kbli !== '' && { kbli }),
});

/** What is half said goes as it is, but for what no body may hold. */
function halfSaid(answers: Answers): Values {
  const sendable: Answers = {};
  for (const [question, { values, rows, place }] of Object.entries(answers))
    sendable[question] = {
      ...(values && { values: values.filter((value) => bytes(value) <= answer_bytes_max) }),
      ...(rows && { rows: rows.filter((row) => ofProduct(row) === undefined) }),
      ...(place && { place }),
    };
  return allValues(sendable);
}

/** The answers to what is asked; of a visit that the server knows, what was taken back as well. */
function answersOf(
  draft: Draft,
  questionnaire: Questionnaire,
  context: Context,
  finished: boolean,
): SentAnswer[] {
  const asks = outcomeOf(draft.outcome)?.asks === true && draft.consent === true;
  const accepted = finished
    ? askedValues(questionnaire, draft.answers, context).answers
    : halfSaid(draft.answers);
  const said: Values = asks ? accepted : {};
  return questionsOf(questionnaire)
    .filter((question) => said[question.id] !== undefined || draft.base !== undefined)
    .map((question) => sentAnswer(question, said[question.id] ?? []));
}

const isFinished = (draft: Draft, finished_at: number | undefined): finished_at is number =>
  finished_at !== undefined && finished_at >= draft.started_at;

/** The body of a visit; without `finished_at` that of a draft, for whoever gets the pack next. */
export function toBody(
  draft: Draft,
  questionnaire: Questionnaire,
  context: Context,
  finished_at?: number,
): VisitBody {
  const answers = answersOf(draft, questionnaire, context, finished_at !== undefined);
  const note = squeeze(draft.note);
  return {
    campaign: draft.campaign,
    pack: draft.pack,
    target: draft.target,
    questionnaire_version: draft.questionnaire_version,
    ...(finished_at === undefined && { draft: true }),
    ...(draft.base !== undefined && { base: draft.base }),
    ...(draft.outcome !== '' && { outcome: draft.outcome }),
    ...(draft.consent !== undefined && { consent: draft.consent }),
    ...((note !== '' || draft.base !== undefined) && { note }),
    ...(draft.outcome === 'duplicate_of' && draft.other !== '' && { other: draft.other }),
    started_at: draft.started_at,
    ...(isFinished(draft, finished_at) && { finished_at }),
    ...(draft.gps && { gps: { ...draft.gps } }),
    ...(draft.photos.length > 0 && { photos: [...draft.photos] }),
    ...(draft.found && { found: squeezed(draft.found) }),
    ...(answers.length > 0 && { answers }),
  };
}

const squeezed = (found: Found): Found => ({
  name: squeeze(found.name),
  owner: squeeze(found.owner),
  address: squeeze(found.address),
  hamlet: squeeze(found.hamlet),
  rt: squeeze(found.rt),
  rw: squeeze(found.rw),
});

/** What of GET /visits a reopened draft needs. */
export interface KnownVisit {
  id: string;
  campaign: string;
  pack: string;
  target: string;
  version: number;
  said: Record<string, string>;
  gps?: Place | null;
  answers: readonly SentAnswer[];
}

const known = (answer: SentAnswer): Answer => ({
  ...(answer.values && { values: [...answer.values] }),
  ...(answer.rows && { rows: answer.rows.map((row) => ({ ...row, unit: row.unit ?? '' })) }),
  ...(answer.place && { place: answer.place }),
});

function foundIn(said: Record<string, string>): Found | undefined {
  const of = (field: string): string => said[`found.${field}`] ?? '';
  const [name, owner, address] = [of('name'), of('owner'), of('address')];
  return name === '' ? undefined : { name, owner, address, hamlet: of('hamlet'), rt: of('rt'), rw: of('rw') };
}

/** A visit that came back, to be gone on with. */
export function fromVisit(visit: KnownVisit, regency: string, questionnaire: string): Draft {
  const { said } = visit;
  const answers: Answers = {};
  for (const answer of visit.answers) answers[answer.question] = known(answer);
  const found = foundIn(said);
  return {
    id: visit.id,
    regency,
    campaign: visit.campaign,
    pack: visit.pack,
    target: visit.target,
    questionnaire,
    questionnaire_version: Number(said.questionnaire_version ?? 1),
    outcome: said.outcome ?? '',
    ...(said.consent !== undefined && { consent: said.consent === 'yes' }),
    note: said.note ?? '',
    other: said.other ?? '',
    ...(found && { found }),
    answers,
    photos: Object.keys(said)
      .filter((field) => field.startsWith('photo.'))
      .map((field) => field.slice('photo.'.length)),
    ...(visit.gps && { gps: visit.gps }),
    started_at: Number(said['@started_at'] ?? 0),
    base: visit.version,
  };
}
