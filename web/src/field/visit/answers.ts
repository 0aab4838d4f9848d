import type { Answer, Answers, Place, Product } from './port';
import { questionsOf, type Check, type Question, type Questionnaire } from './questionnaire';
import { canonical, cell_end, type Context } from './value';

/** Answers held against the questionnaire, as the server holds them (src/census/answers.cc); the same vectors test both. */

/** By question; of products a value for each, its cells parted. */
export type Values = Record<string, readonly string[]>;

export interface Fault {
  question: string;
  key: string;
  /** Which check of the question did not hold. */
  check?: number;
}
export interface Checked {
  /** In canonical form; without what is refused. */
  answers: Record<string, string[]>;
  faults: Fault[];
  /** Soft checks that did not hold. */
  remarks: { question: string; check: number }[];
}

/** True if the question is asked after these answers. */
export function isAsked(question: Question, answers: Values): boolean {
  return question.when.every((condition) => {
    const given = answers[condition.question];
    const said =
      given !== undefined &&
      (condition.is.length === 0 || given.some((value) => condition.is.includes(value)));
    return said !== condition.unless;
  });
}

const isNumber = (question: Question): boolean => question.kind === 'number' || question.kind === 'money';

function numberIn(answers: Values, question: string): number | undefined {
  const first = answers[question]?.[0];
  return first !== undefined && /^-?\d+$/.test(first) ? Number(first) : undefined;
}

/** Whether the check holds; a comparison with what was not answered does. */
function holds(check: Check, answers: Values, number: number): boolean {
  if (check.min !== undefined && number < check.min) return false;
  if (check.max !== undefined && number > check.max) return false;
  if (check.at_least !== '' && number < (numberIn(answers, check.at_least) ?? number)) return false;
  return check.at_most === '' || number <= (numberIn(answers, check.at_most) ?? number);
}

class Checking {
  readonly done: Checked = { answers: {}, faults: [], remarks: [] };

  constructor(
    private readonly context: Context,
    private readonly complete: boolean,
  ) {}

  take(question: Question, sent: readonly string[] | undefined): void {
    const answered = sent !== undefined && sent.length > 0;
    // Asked or not is decided by what was accepted so far: questions only look back.
    if (!isAsked(question, this.done.answers)) {
      if (answered) this.fault(question, 'census.not_asked');
    } else if (!answered) {
      if (question.required && this.complete) this.fault(question, 'census.answer_missing');
    } else {
      this.values(question, sent);
      this.checks(question);
    }
  }

  private fault(question: Question, key: string): void {
    this.done.faults.push({ question: question.id, key });
  }

  private values(question: Question, sent: readonly string[]): void {
    if (sent.length > question.values_max) return this.fault(question, 'census.too_many_values');
    const all: string[] = [];
    for (const one of sent) {
      const { text, fault } = canonical(question, one, this.context);
      if (fault !== '') return this.fault(question, fault);
      if (text !== '' && !all.includes(text)) all.push(text);
    }
    if (all.length > 0) this.done.answers[question.id] = all;
    else if (question.required && this.complete) this.fault(question, 'census.answer_missing');
  }

  private checks(question: Question): void {
    const number = numberIn(this.done.answers, question.id);
    if (number === undefined || !isNumber(question)) return;
    question.checks.forEach((check, index) => {
      if (holds(check, this.done.answers, number)) return;
      if (check.hard)
        this.done.faults.push({ question: question.id, key: 'census.check_failed', check: index });
      else this.done.remarks.push({ question: question.id, check: index });
    });
  }
}

/** `complete`: what is required must be there. */
export function checkAnswers(
  questionnaire: Questionnaire,
  answers: Values,
  context: Context,
  complete: boolean,
): Checked {
  const checking = new Checking(context, complete);
  const questions = questionsOf(questionnaire);
  for (const question of questions) checking.take(question, answers[question.id]);
  const known = new Set(questions.map((question) => question.id));
  for (const question of Object.keys(answers).sort())
    if (!known.has(question)) checking.done.faults.push({ question, key: 'census.unknown_question' });
  return checking.done;
}

export const productText = ({ name, unit, capacity, kbli }: Product): string =>
  [name, unit, capacity ?? '', kbli ?? ''].join(cell_end);
export const placeText = (place: Place): string =>
  [place.latitude_e6, place.longitude_e6, place.accuracy_m].join(cell_end);

/** What the person entered; blank entries are none. */
export function valuesOf(answer: Answer): string[] {
  const rows = (answer.rows ?? []).filter((row) => row.name.trim() !== '').map(productText);
  const places = answer.place ? [placeText(answer.place)] : [];
  return [...(answer.values ?? []).filter((value) => value.trim() !== ''), ...rows, ...places];
}

export function allValues(answers: Answers): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [question, answer] of Object.entries(answers)) {
    const values = valuesOf(answer);
    if (values.length > 0) all[question] = values;
  }
  return all;
}

/**
 * The answers to what is asked: what was entered before another answer made it needless is set aside, not refused.
 */
export function askedValues(questionnaire: Questionnaire, answers: Answers, context: Context): Checked {
  const entered = allValues(answers);
  const checking = new Checking(context, true);
  for (const question of questionsOf(questionnaire))
    if (isAsked(question, checking.done.answers)) checking.take(question, entered[question.id]);
  return checking.done;
}
