import { day, number, rupiah } from '../base/format';
import { t } from '../base/i18n.svelte';
import type { CurrentValue } from '../base/contract';
import { valueText } from '../registry/value';
import type { MeasuredPlace, Question, QuestionnaireDocument, Visit, VisitAnswer } from './api';

/** -7,123456, 111,412345 as maps take it. */
export function placeText({ latitude_e6, longitude_e6 }: MeasuredPlace): string {
  const degrees = (millionths: number) => (millionths / 1_000_000).toFixed(6);
  return `${degrees(latitude_e6)}, ${degrees(longitude_e6)}`;
}

const optionTitle = (question: Question, key: string): string =>
  question.options?.find((option) => option.key === key)?.title ?? key;

/** What was answered, as a person reads it; of photos and lists of products how many. */
export function answerText(question: Question, answer: VisitAnswer): string {
  if (answer.place)
    return t('review.place', { place: placeText(answer.place), n: number(answer.place.accuracy_m) });
  if (answer.rows) return answer.rows.map(productText).join('; ');
  const values = answer.values ?? [];
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return values.map((key) => optionTitle(question, key)).join(', ');
    case 'money':
      return values.map((value) => (/^\d+$/.test(value) ? rupiah(Number(value)) : value)).join(', ');
    case 'number':
      return values
        .map((value) =>
          /^\d+$/.test(value) && question.field !== 'business.started' ? number(Number(value)) : value,
        )
        .join(', ');
    case 'date':
      return values.map(day).join(', ');
    case 'photo':
      return t('review.photos', { n: values.length });
    case 'licence':
      return values.map((value) => valueText(question.field ?? '', value)).join(', ');
    default:
      return values.map((value) => (question.field ? valueText(question.field, value) : value)).join(', ');
  }
}

function productText({ name, unit, capacity, kbli }: NonNullable<VisitAnswer['rows']>[number]): string {
  const amount = capacity === undefined ? '' : ` ${number(capacity)} ${unit ?? ''}`.trimEnd();
  return `${name}${amount && t('review.a_month', { amount })}${kbli ? ` (KBLI ${kbli})` : ''}`;
}

/**
 * What the registry says otherwise; "" where it says the same, nothing, or what cannot be compared because it is
 * masked.
 */
export function registryDiffers(
  question: Question,
  answer: VisitAnswer,
  known: readonly Pick<CurrentValue, 'field' | 'text'>[],
): string {
  const { field } = question;
  const said = answer.values?.[0];
  if (!field || said === undefined || question.kind === 'products' || question.kind === 'licence') return '';
  const before = known.filter((value) => value.field === field).map(({ text }) => text);
  if (before.length === 0 || [said, ...before].some((text) => text.includes('*'))) return '';
  const times = question.times ?? 1;
  const now = times > 1 && /^\d+$/.test(said) ? String(Number(said) * times) : said;
  if (before.some((text) => plain(text) === plain(now))) return '';
  return before.map((text) => valueText(field, text)).join(', ');
}
const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

export interface AnsweredSection {
  title: string;
  lines: { question: Question; answer: VisitAnswer; remarks: string[]; differs: string }[];
}
/** Answers under their questions, in the order in which they were asked; sections nobody answered are left out. */
export function answeredSections(
  document: QuestionnaireDocument,
  visit: Pick<Visit, 'answers' | 'remarks'>,
  known: readonly Pick<CurrentValue, 'field' | 'text'>[],
): AnsweredSection[] {
  const said = new Map(visit.answers.map((answer) => [answer.question, answer]));
  return document.sections
    .map(({ title, questions }) => ({
      title,
      lines: questions.flatMap((question) => {
        const answer = said.get(question.id);
        if (!answer) return [];
        return {
          question,
          answer,
          remarks: remarksOf(question, visit.remarks),
          differs: registryDiffers(question, answer, known),
        };
      }),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** The messages of soft checks that did not hold: `defects.checks[1]`. */
export function remarksOf(question: Question, remarks: readonly string[]): string[] {
  return remarks.flatMap((remark) => {
    const found = remark.match(/^(?:answers\.)?(\w+)\.checks\[(\d+)\]$/);
    const message = found?.[1] === question.id ? question.checks?.[Number(found[2])]?.message : undefined;
    return message ? [message] : [];
  });
}

/** The photos that a visit names, each once: beside it and under its questions. */
export function photosOf(document: QuestionnaireDocument | undefined, visit: Visit): string[] {
  const beside = Object.keys(visit.said)
    .filter((field) => field.startsWith('photo.'))
    .map((field) => field.slice('photo.'.length));
  const questions = (document?.sections ?? [])
    .flatMap((section) => section.questions)
    .filter(({ kind }) => kind === 'photo')
    .map(({ id }) => id);
  const answered = visit.answers
    .filter(({ question }) => questions.includes(question))
    .flatMap(({ values }) => values ?? []);
  return [...new Set([...beside, ...answered])];
}

/** What a field that two phones filled in is called. */
export function conflictName(document: QuestionnaireDocument | undefined, field: string): string {
  const id = field.startsWith('answer.') ? field.slice('answer.'.length) : '';
  const question = document?.sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
  return question?.title ?? t(`conflict.${field.split('.')[0]}` as 'conflict.note');
}

/** A side of a conflict as people read it. */
export function conflictText(
  document: QuestionnaireDocument | undefined,
  field: string,
  value: string,
): string {
  if (value === '') return t('conflict.nothing');
  if (field === 'outcome') return t(`outcome.${value}` as 'outcome.found');
  if (field === 'consent') return t(value === 'yes' ? 'conflict.yes' : 'conflict.no');
  const id = field.startsWith('answer.') ? field.slice('answer.'.length) : '';
  const question = document?.sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
  return question ? answerText(question, { question: id, values: value.split(';') }) : value;
}
