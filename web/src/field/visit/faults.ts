import type { Draft, Found, Product } from './port';
import { askedValues, type Checked } from './answers';
import { outcomeOf, outcomesOfFound } from './outcome';
import { questionsOf, type Question, type Questionnaire } from './questionnaire';
import { bytes, squeeze } from './text';
import type { Context } from './value';

/** Everything that the server would refuse of a visit, known before it is sent. */

export const note_bytes_min = 5;
export const note_bytes_max = 1_000;
export const photos_max = 20;
const found_name_bytes_max = 120;
const found_bytes_max = 200;
const product_name_bytes_max = 80;
const product_unit_bytes_max = 20;
const capacity_max = 999_999_999;

export interface Fault {
  /** The entry: `outcome`, `consent`, `note`, `other`, `found.name`, or `answers.` and a question. */
  path: string;
  key: string;
  /** In the questionnaire's own words. */
  message?: string;
  /** Which of the rows. */
  row?: number;
}

export interface Judged {
  checked: Checked;
  faults: Fault[];
}

const evidence = (draft: Draft, checked: Checked, questionnaire: Questionnaire): boolean =>
  bytes(squeeze(draft.note)) >= note_bytes_min ||
  draft.gps !== undefined ||
  draft.photos.length > 0 ||
  questionsOf(questionnaire).some(({ id, kind }) => kind === 'photo' && checked.answers[id] !== undefined);

function ofFound(found: Found): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, key: string): number => faults.push({ path, key });
  if (squeeze(found.name) === '') add('found.name', 'visit.fault.name_missing');
  if (bytes(squeeze(found.name)) > found_name_bytes_max) add('found.name', 'visit.fault.too_long');
  for (const field of ['owner', 'address', 'hamlet', 'rt', 'rw'] as const)
    if (bytes(squeeze(found[field])) > found_bytes_max) add(`found.${field}`, 'visit.fault.too_long');
  return faults;
}

/** What no body may hold of a product. */
export function ofProduct(product: Product): string | undefined {
  if (bytes(product.name) > product_name_bytes_max || bytes(product.unit) > product_unit_bytes_max)
    return 'visit.fault.too_long';
  const { capacity } = product;
  const sound = capacity === undefined || (Number.isInteger(capacity) && capacity >= 0);
  if (!sound || (capacity ?? 0) > capacity_max) return 'visit.fault.capacity';
  return undefined;
}

function ofProducts(question: Question, rows: readonly Product[]): Fault[] {
  return rows.flatMap((product, row) => {
    const key = product.name.trim() === '' ? undefined : ofProduct(product);
    return key ? [{ path: `answers.${question.id}`, key, row }] : [];
  });
}

function ofAnswers(draft: Draft, questionnaire: Questionnaire, checked: Checked): Fault[] {
  return questionsOf(questionnaire).flatMap((question) => {
    const path = `answers.${question.id}`;
    const mine = checked.faults.filter((fault) => fault.question === question.id);
    const faults: Fault[] = mine.map(({ key, check }) => ({
      path,
      key,
      ...(check !== undefined && { message: question.checks[check]!.message }),
    }));
    const isProducts = question.kind === 'products' && checked.answers[question.id] !== undefined;
    if (isProducts) faults.push(...ofProducts(question, draft.answers[question.id]?.rows ?? []));
    return faults;
  });
}

function ofOutcome(draft: Draft, judge: Judge): Fault[] {
  const outcome = outcomeOf(draft.outcome);
  if (!outcome || (draft.found && !outcomesOfFound.includes(outcome.name)))
    return [{ path: 'outcome', key: 'census.no_outcome' }];
  const others = judge.targets;
  const another = draft.other !== draft.target && others.has(draft.other);
  if (outcome.name === 'duplicate_of' && !another)
    return [{ path: 'other', key: 'visit.fault.other_missing' }];
  return [];
}

export interface Judge {
  questionnaire: Questionnaire;
  context: Context;
  /** Ids of the pack's businesses. */
  targets: ReadonlySet<string>;
}

const nothing: Checked = { answers: {}, faults: [], remarks: [] };

/** All faults at once, in the order of the steps. */
export function judged(draft: Draft, judge: Judge): Judged {
  const outcome = outcomeOf(draft.outcome);
  const asks = outcome?.asks === true;
  const checked = asks ? askedValues(judge.questionnaire, draft.answers, judge.context) : nothing;
  const faults = draft.found ? ofFound(draft.found) : [];
  faults.push(...ofOutcome(draft, judge));
  if (asks && draft.consent !== true) faults.push({ path: 'consent', key: 'visit.fault.consent' });
  if (asks && draft.consent === true) faults.push(...ofAnswers(draft, judge.questionnaire, checked));
  if (outcome?.removes && !evidence(draft, checked, judge.questionnaire))
    faults.push({ path: 'note', key: 'census.evidence_missing' });
  if (bytes(squeeze(draft.note)) > note_bytes_max) faults.push({ path: 'note', key: 'visit.fault.too_long' });
  if (draft.photos.length > photos_max) faults.push({ path: 'photos', key: 'census.too_many_values' });
  return { checked, faults };
}
