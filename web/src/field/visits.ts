import type { Fault } from '../base/client';
import type { Visit, VisitAnswer, VisitDraft } from '../base/contract';
import type { Answer, Answers, Draft, Target } from './visit/port';

/** A visit on this phone and the same as the server reads and writes it. Pure. */

/** A draft and the questions that the server has heard an answer to, which an empty one takes back. */
export interface Desk {
  draft: Draft;
  said: string[];
  /** Why it was sent back, in the supervisor's words. */
  comment?: string;
  /** What the server refused of it. */
  faults?: Fault[];
}

export type Line = VisitDraft & { id: string };

const sha256 = /^[0-9a-f]{64}$/;

export const photosOf = (draft: Draft): string[] => [
  ...new Set([
    ...draft.photos,
    ...Object.values(draft.answers).flatMap((answer) =>
      (answer.values ?? []).filter((one) => sha256.test(one)),
    ),
  ]),
];

const isEmpty = (answer: Answer): boolean =>
  !answer.place && !answer.rows?.length && !answer.values?.some((value) => value !== '');

function answersOf({ draft, said }: Desk): VisitDraft['answers'] {
  const given = Object.entries(draft.answers).filter(([, answer]) => !isEmpty(answer));
  const taken = said.filter((question) => !given.some(([name]) => name === question));
  return [
    ...given.map(([question, { values, rows, place }]) => ({
      question,
      ...(place ? { place } : rows?.length ? { rows } : { values: values!.filter((value) => value !== '') }),
    })),
    ...taken.map((question) => ({ question, values: [] })),
  ];
}

/** The line that the server takes. Of what stands there only that is changed which differs from version `base`. */
export function lineOf(desk: Desk, { draft: unfinished, base, now }: LineOptions): Line {
  const { draft } = desk;
  const line: Line = {
    id: draft.id,
    campaign: draft.campaign,
    pack: draft.pack,
    target: draft.target,
    questionnaire_version: draft.questionnaire_version,
    started_at: draft.started_at,
    answers: answersOf(desk),
  };
  if (unfinished) line.draft = true;
  else line.finished_at = now;
  if (base > 0) line.base = base;
  if (draft.outcome !== '') line.outcome = draft.outcome as VisitDraft['outcome'];
  if (draft.consent !== undefined) line.consent = draft.consent;
  if (draft.note !== '' || base > 0) line.note = draft.note;
  if (draft.other !== '') line.other = draft.other;
  if (draft.gps) line.gps = draft.gps;
  const photos = photosOf(draft);
  if (photos.length > 0) line.photos = photos;
  if (draft.found && draft.found.name !== '') line.found = draft.found;
  return line;
}

interface LineOptions {
  draft: boolean;
  base: number;
  now: number;
}

/** Whether the server could keep it: a business found on the way needs its name first. */
export const isSendable = (draft: Draft, known: boolean): boolean =>
  known || (draft.found !== undefined && draft.found.name !== '');

export const saidOf = (desk: Desk): string[] => [
  ...new Set([
    ...desk.said,
    ...Object.entries(desk.draft.answers).flatMap(([name, answer]) => (isEmpty(answer) ? [] : [name])),
  ]),
];

/** What the server has, to go on with. */
export function deskOf(visit: Visit, regency: string, questionnaire: string): Desk {
  const { said } = visit;
  const answers: Answers = {};
  for (const { question, values, rows, place } of visit.answers)
    answers[question] = answerOf({ values, rows, place });
  const found = foundIn(said);
  const draft: Draft = {
    id: visit.id,
    regency,
    campaign: visit.campaign,
    pack: visit.pack,
    target: visit.target,
    questionnaire,
    questionnaire_version: Number(said.questionnaire_version ?? 1),
    outcome: visit.outcome,
    note: said.note ?? '',
    other: said.other ?? '',
    ...(found && { found }),
    ...(said.consent && { consent: said.consent === 'yes' }),
    ...(visit.gps && { gps: visit.gps }),
    answers,
    photos: looseOf(said, answers),
    started_at: Number(said['@started_at'] ?? visit.received_at),
    base: visit.version,
  };
  return { draft, said: Object.keys(answers), ...(visit.comment && { comment: visit.comment }) };
}

function foundIn(said: Record<string, string>): Draft['found'] {
  if (!said['found.name']) return undefined;
  const of = (name: string): string => said[`found.${name}`] ?? '';
  return {
    name: of('name'),
    owner: of('owner'),
    address: of('address'),
    hamlet: of('hamlet'),
    rt: of('rt'),
    rw: of('rw'),
  };
}

const answerOf = ({ values, rows, place }: Omit<VisitAnswer, 'question'>): Answer => ({
  ...(values && { values }),
  ...(rows && { rows: rows.map((row) => ({ ...row, unit: row.unit ?? '' })) }),
  ...(place && { place }),
});

/** Photos that no answer names. */
function looseOf(said: Record<string, string>, answers: Answers): string[] {
  const answered = new Set(Object.values(answers).flatMap((answer) => answer.values ?? []));
  return Object.keys(said)
    .filter((field) => field.startsWith('photo.'))
    .map((field) => field.slice('photo.'.length))
    .filter((photo) => !answered.has(photo));
}

/** One line of a pack (src/census/README.md); what is empty at its end was left out. */
export function targetOf(row: readonly (string | number)[]): Target {
  const text = (index: number): string => String(row[index] ?? '');
  return {
    id: text(0),
    place: Number(row[1] ?? 0),
    name: text(2),
    owner: text(3),
    address: text(4),
    hamlet: text(5),
    rt: text(6),
    rw: text(7),
    state: text(8),
    outcome: text(9),
    attempts: Number(row[10] ?? 0) || 0,
    twin: text(11) === '1',
    draft: text(12),
  };
}

/** A line as it was written for the server, as a draft again. */
export function draftOfLine(line: Line, regency: string, questionnaire: string): Draft {
  const answers: Answers = {};
  for (const { question, values, rows, place } of line.answers ?? [])
    if (place || rows || values?.length) answers[question] = answerOf({ values, rows, place });
  const named = new Set(Object.values(answers).flatMap((answer) => answer.values ?? []));
  return {
    id: line.id,
    regency,
    campaign: line.campaign,
    pack: line.pack,
    target: line.target,
    questionnaire,
    questionnaire_version: line.questionnaire_version,
    outcome: line.outcome ?? '',
    ...(line.consent !== undefined && { consent: line.consent }),
    note: line.note ?? '',
    other: line.other ?? '',
    ...(line.found && { found: { owner: '', address: '', hamlet: '', rt: '', rw: '', ...line.found } }),
    answers,
    photos: (line.photos ?? []).filter((photo) => !named.has(photo)),
    ...(line.gps && { gps: line.gps }),
    started_at: line.started_at ?? 0,
    ...(line.base && { base: line.base }),
  };
}
