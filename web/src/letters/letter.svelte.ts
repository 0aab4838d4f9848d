import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import { preview, putLetter, readSetup, type Asked, type Content, type Setup, type Template } from './api';

/** What is known of a letter before somebody writes it. */
export interface LetterStart {
  kind?: string;
  values?: Record<string, string>;
}

/** A letter that is being written: its kind, what is typed, how it will look. */
export class LetterDraft {
  readonly setup = new Loader<Setup>();
  readonly sheet = new Loader<Content>();
  readonly task = new Task();
  kind = $state('coached');
  values = $state<Record<string, string>>({});
  readonly #id = newId();

  constructor(
    private readonly client: Client,
    private readonly regency: string,
    private readonly business: string,
    private readonly today: string,
    begun: LetterStart = {},
  ) {
    this.kind = begun.kind ?? 'coached';
    this.values = { ...begun.values };
  }

  async load(): Promise<void> {
    await this.setup.run((signal) => readSetup(this.client, this.regency, signal));
    if (this.setup.data?.letterhead) await this.show();
  }

  get template(): Template | undefined {
    return this.setup.data?.templates.find((one) => one.kind === this.kind);
  }

  /** The placeholders that somebody has to fill: what is always typed, and what the registry does not know. */
  get open(): string[] {
    const origins = new Map(this.setup.data?.placeholders.map(({ name, origin }) => [name, origin]));
    const sheet = this.sheet.data;
    const unfilled = sheet ? `${sheet.title}\n${sheet.body}` : '';
    return (this.template?.names ?? []).filter(
      (name) =>
        origins.get(name) === 'typed' ||
        (origins.get(name) === 'business' && (this.values[name] || unfilled.includes(`{${name}}`))),
    );
  }

  get asked(): Asked {
    const values = Object.entries(this.values)
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => ({ name, text: text.trim() }));
    return { kind: this.kind, day: this.today, values };
  }

  async choose(kind: string): Promise<void> {
    this.kind = kind;
    this.task.problem = undefined;
    await this.show();
  }

  async show(): Promise<void> {
    await this.sheet.run(() => preview(this.client, this.regency, this.business, this.asked));
  }

  /** The letter's id once it has a number. */
  async issue(): Promise<string | undefined> {
    const done = await this.task.run(() =>
      putLetter(this.client, this.regency, this.business, this.#id, this.asked),
    );
    return done?.id;
  }
}
