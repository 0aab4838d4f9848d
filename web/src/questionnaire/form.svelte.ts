import type { Client, Fault } from '../base/client';
import { Task } from '../base/loader.svelte';
import { fieldOf } from '../registry/fields';
import { say } from '../base/i18n.svelte';
import {
  publishQuestionnaire,
  putQuestionnaire,
  type Question,
  type Questionnaire,
  type QuestionnaireDocument,
} from '../census/api';
import {
  fieldsFor,
  freeKey,
  hasOptions,
  isNumber,
  moved,
  questionsOf,
  renamed,
  tidied,
  type Kind,
} from './questions';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A questionnaire as somebody writes it; what is wrong with it the server says, all at once. */
export class QuestionnaireForm {
  document = $state<QuestionnaireDocument>({ title: '', sections: [] });
  readonly task = new Task();
  #kept = '';

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly id: string,
    document: QuestionnaireDocument,
  ) {
    this.document = copy(document);
    this.#kept = JSON.stringify(this.document);
  }

  get changed(): boolean {
    return JSON.stringify(this.document) !== this.#kept;
  }

  get faults(): Fault[] {
    return this.task.problem?.faults ?? [];
  }

  #keys(): string[] {
    return questionsOf(this.document).map(({ id }) => id);
  }

  addSection(title: string): void {
    const id = freeKey(
      title,
      this.document.sections.map((one) => one.id),
    );
    this.document.sections = [...this.document.sections, { id, title, questions: [] }];
  }

  removeSection(at: number): void {
    this.document.sections = this.document.sections.filter((_one, index) => index !== at);
  }

  moveSection(at: number, by: number): void {
    this.document.sections = moved(this.document.sections, at, by);
  }

  addQuestion(section: number, title: string): Question {
    const question: Question = { id: freeKey(title, this.#keys()), kind: 'text', title };
    const of = this.document.sections[section]!;
    of.questions = [...of.questions, question];
    return of.questions[of.questions.length - 1]!;
  }

  removeQuestion(section: number, at: number): void {
    const of = this.document.sections[section]!;
    of.questions = of.questions.filter((_one, index) => index !== at);
  }

  /** Over the edge of its section it goes on in the next one. */
  moveQuestion(section: number, at: number, by: 1 | -1): void {
    const of = this.document.sections[section]!;
    if (at + by >= 0 && at + by < of.questions.length) {
      of.questions = moved(of.questions, at, by);
      return;
    }
    const next = this.document.sections[section + by];
    if (!next) return;
    const question = of.questions[at]!;
    of.questions = of.questions.filter((_one, index) => index !== at);
    next.questions = by > 0 ? [question, ...next.questions] : [...next.questions, question];
  }

  rename(question: Question, key: string): void {
    const before = question.id;
    question.id = key;
    renamed(this.document, before, key);
  }

  /** What does not go with the new kind falls away. */
  changeKind(question: Question, kind: Kind): void {
    question.kind = kind;
    if (!hasOptions(kind)) delete question.options;
    else question.options ??= [];
    if (!isNumber(kind)) delete question.checks;
    if (question.field && !fieldsFor(kind).includes(question.field)) delete question.field;
  }

  /** A field with words of its own brings them as options. */
  changeField(question: Question, field: string): void {
    if (field === '') {
      delete question.field;
      return;
    }
    question.field = field;
    const { choices } = fieldOf(field) ?? {};
    if (choices && (question.options?.length ?? 0) === 0)
      question.options = choices.words.map((key) => ({ key, title: say(`${choices.prefix}.${key}`) }));
  }

  async save(): Promise<Questionnaire | undefined> {
    const document = tidied(this.document);
    const saved = await this.task.run(() => putQuestionnaire(this.client, this.regency, this.id, document));
    if (saved) this.#kept = JSON.stringify(this.document);
    return saved;
  }

  publish(): Promise<Questionnaire | undefined> {
    return this.task.run(() => publishQuestionnaire(this.client, this.regency, this.id));
  }
}
