import { number, rupiah } from '../base/format';
import { t } from '../base/i18n.svelte';
import { fields } from '../registry/fields';
import type { Fault } from '../base/client';
import type { Question, QuestionCheck, QuestionCondition, QuestionnaireDocument } from '../census/api';

export type Kind = Question['kind'];
export const kinds: readonly Kind[] = [
  'choice',
  'choices',
  'number',
  'money',
  'date',
  'text',
  'photo',
  'gps',
  'products',
  'licence',
];
export const hasOptions = (kind: Kind): boolean => kind === 'choice' || kind === 'choices';
export const isNumber = (kind: Kind): boolean => kind === 'number' || kind === 'money';
export const hasSeveral = (kind: Kind): boolean => ['choices', 'photo', 'products'].includes(kind);
export const limits = ['min', 'max', 'at_least', 'at_most'] as const;
export type Limit = (typeof limits)[number];

export const questionsOf = ({ sections }: QuestionnaireDocument): Question[] =>
  sections.flatMap(({ questions }) => questions);

/** Those that conditions and checks of a question may look at. */
export function before(document: QuestionnaireDocument, question: Question): Question[] {
  const all = questionsOf(document);
  return all.slice(
    0,
    all.findIndex((one) => one.id === question.id),
  );
}

const kind_of_field: Record<string, readonly Kind[]> = {
  text: ['text', 'choice', 'choices', 'products'],
  long: ['text'],
  digits: ['text'],
  phone: ['text'],
  email: ['text'],
  kbli: ['text'],
  village: ['text'],
  district: ['text'],
  money: ['money'],
  count: ['number'],
  year: ['number', 'text'],
  day: ['date'],
  choice: ['choice'],
  licence: ['licence'],
};
/** Fields of the registry that an answer of that kind can become. */
export const fieldsFor = (kind: Kind): string[] =>
  fields.filter((info) => kind_of_field[info.kind]?.includes(kind)).map(({ key }) => key);

/** "Jumlah pekerja" is jumlah_pekerja; a key that is taken gets a number. */
export function freeKey(title: string, taken: readonly string[]): string {
  const plain =
    title
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'isian';
  if (!taken.includes(plain)) return plain;
  let n = 2;
  while (taken.includes(`${plain}_${n}`)) n++;
  return `${plain}_${n}`;
}

export function moved<T>(list: readonly T[], index: number, by: number): T[] {
  const to = index + by;
  if (to < 0 || to >= list.length) return [...list];
  const others = list.filter((_one, at) => at !== index);
  return [...others.slice(0, to), list[index]!, ...others.slice(to)];
}

/** Who refers to a question follows when its key changes. */
export function renamed(document: QuestionnaireDocument, from: string, to: string): void {
  for (const question of questionsOf(document)) {
    for (const condition of question.when ?? []) if (condition.question === from) condition.question = to;
    for (const check of question.checks ?? [])
      for (const name of ['at_least', 'at_most'] as const) if (check[name] === from) check[name] = to;
  }
}

/** As it is sent: without what is empty or does not go with the kind. */
export function tidied(document: QuestionnaireDocument): QuestionnaireDocument {
  return {
    title: document.title.trim(),
    sections: document.sections.map(({ id, title, questions }) => ({
      id,
      title: title.trim(),
      questions: questions.map(tidyQuestion),
    })),
  };
}

function tidyQuestion(question: Question): Question {
  const { id, kind, title, hint, required, field, times, values_max, options, when, checks } = question;
  return {
    id,
    kind,
    title: title.trim(),
    ...(hint?.trim() && { hint: hint.trim() }),
    ...(required && { required }),
    ...(field && { field }),
    ...(times && times > 1 && { times }),
    ...(values_max && values_max > 1 && hasSeveral(kind) && { values_max }),
    ...(hasOptions(kind) && { options: options ?? [] }),
    ...(when?.length && {
      when: when.map(({ question: of, is, unless }) => ({
        question: of,
        ...(is?.length && { is: [...is] }),
        ...(unless && { unless }),
      })),
    }),
    ...(checks?.length && { checks: checks.map((check) => ({ ...check })) }),
  };
}

/** What of a document is wrong below a path, or at it. */
export const faultsBelow = (faults: readonly Fault[], path: string): Fault[] =>
  faults.filter(
    (fault) => fault.path === path || fault.path.startsWith(`${path}.`) || fault.path.startsWith(`${path}[`),
  );

/** "Hanya bila Membuat sendiri? dijawab Ya": a condition as an enumerator would say it. */
export function conditionWords(condition: QuestionCondition, document: QuestionnaireDocument): string {
  const of = questionsOf(document).find(({ id }) => id === condition.question);
  const question = of?.title ?? condition.question;
  const { is = [], unless = false } = condition;
  if (is.length === 0)
    return t(unless ? 'questions.when_unanswered' : 'questions.when_answered', { question });
  const titles = is.map((key) => of?.options?.find((option) => option.key === key)?.title ?? key);
  return t(unless ? 'questions.when_not' : 'questions.when_is', {
    question,
    answers: titles.join(t('questions.or')),
  });
}

/** What a check asks of an answer, in words; its message says the same to who answers. */
export function checkWords(
  check: QuestionCheck,
  question: Question,
  document: QuestionnaireDocument,
): string {
  const amount = (value: number) =>
    question.kind === 'money'
      ? rupiah(value)
      : question.field === 'business.started'
        ? String(value)
        : number(value);
  const titleOf = (id: string) => questionsOf(document).find((one) => one.id === id)?.title ?? id;
  if (check.min !== undefined) return t('questions.at_least', { limit: amount(check.min) });
  if (check.max !== undefined) return t('questions.at_most', { limit: amount(check.max) });
  if (check.at_least) return t('questions.at_least', { limit: `“${titleOf(check.at_least)}”` });
  return t('questions.at_most', { limit: `“${titleOf(check.at_most ?? '')}”` });
}

export const limitOf = (check: QuestionCheck): Limit =>
  limits.find((name) => check[name] !== undefined && check[name] !== '') ?? 'min';

/** Another limit in place of the one it has: there is exactly one. */
export function withLimit(check: QuestionCheck, limit: Limit, value: string): QuestionCheck {
  const { level, message } = check;
  if (limit === 'min' || limit === 'max')
    return { level, message, ...(/^-?\d+$/.test(value) && { [limit]: Number(value) }) };
  return { level, message, ...(value && { [limit]: value }) };
}

/** A document that somebody hands in as JSON; undefined if it has not even the form of one. */
export function documentIn(text: string): QuestionnaireDocument | undefined {
  try {
    const found = JSON.parse(text) as Partial<QuestionnaireDocument>;
    const sections = found.sections;
    if (typeof found.title !== 'string' || !Array.isArray(sections)) return undefined;
    const whole = sections.every(
      (section) =>
        typeof section?.title === 'string' &&
        Array.isArray(section.questions) &&
        section.questions.every(
          (question) => typeof question?.title === 'string' && kinds.includes(question.kind),
        ),
    );
    return whole ? { title: found.title, sections } : undefined;
  } catch {
    return undefined;
  }
}
