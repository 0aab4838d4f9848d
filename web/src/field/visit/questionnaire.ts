/** The document of questions, as the server keeps it (src/census/questionnaire.h): it is checked there. */

export type Kind =
  'choice' | 'choices' | 'number' | 'money' | 'date' | 'text' | 'photo' | 'gps' | 'products' | 'licence';

export interface Option {
  key: string;
  title: string;
}
/** Holds when the question was answered with one of `is`, or at all when `is` is empty; `unless` turns it round. */
export interface Condition {
  question: string;
  is: readonly string[];
  unless: boolean;
}
/** Exactly one limit: a number, or the answer to an earlier question. A hard one refuses, a soft one remarks. */
export interface Check {
  hard: boolean;
  min?: number | undefined;
  max?: number | undefined;
  at_least: string;
  at_most: string;
  message: string;
}
export interface Question {
  id: string;
  kind: Kind;
  title: string;
  hint: string;
  required: boolean;
  /** What an accepted answer becomes in the registry; `` if nothing. */
  field: string;
  values_max: number;
  options: readonly Option[];
  /** It is asked when all of them hold. */
  when: readonly Condition[];
  checks: readonly Check[];
}
export interface Section {
  id: string;
  title: string;
  questions: readonly Question[];
}
export interface Questionnaire {
  title: string;
  sections: readonly Section[];
}

type Raw<T> = { [K in keyof T]?: unknown };
const texts = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
function each<T>(value: unknown, read: (raw: Raw<T>) => T): T[] {
  return Array.isArray(value) ? value.map((one) => read((one ?? {}) as Raw<T>)) : [];
}

const readOption = (raw: Raw<Option>): Option => ({ key: texts(raw.key), title: texts(raw.title) });
const readCondition = (raw: Raw<Condition>): Condition => ({
  question: texts(raw.question),
  is: Array.isArray(raw.is) ? raw.is.map(String) : [],
  unless: raw.unless === true,
});
const readCheck = (raw: Raw<Check> & { level?: unknown }): Check => ({
  hard: raw.level === 'hard',
  min: whole(raw.min),
  max: whole(raw.max),
  at_least: texts(raw.at_least),
  at_most: texts(raw.at_most),
  message: texts(raw.message),
});
const readQuestion = (raw: Raw<Question>): Question => ({
  id: texts(raw.id),
  kind: texts(raw.kind) as Kind,
  title: texts(raw.title),
  hint: texts(raw.hint),
  required: raw.required === true,
  field: texts(raw.field),
  values_max: whole(raw.values_max) ?? 1,
  options: each(raw.options, readOption),
  when: each(raw.when, readCondition),
  checks: each(raw.checks, readCheck),
});

/** What is left out of a document has its default. */
export function readQuestionnaire(document: unknown): Questionnaire {
  const raw = (document ?? {}) as Raw<Questionnaire>;
  return {
    title: texts(raw.title),
    sections: each<Section>(raw.sections, (section) => ({
      id: texts(section.id),
      title: texts(section.title),
      questions: each(section.questions, readQuestion),
    })),
  };
}

export const questionsOf = (questionnaire: Questionnaire): Question[] =>
  questionnaire.sections.flatMap((section) => [...section.questions]);
