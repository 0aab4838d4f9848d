import type { Client } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import { putLetterhead, putTemplate, readSetup, type Letterhead, type Setup, type Template } from './api';

export const headParts = [
  'agency',
  'address',
  'place',
  'position',
  'signatory',
  'nip',
  'number_format',
] as const;

export const number_example = '500.3/{urut}/{tahun}';

const blank: Letterhead = {
  agency: '',
  address: '',
  place: '',
  position: '',
  signatory: '',
  nip: '',
  number_format: number_example,
};

/** The letterhead and the wording of a regency's letters, as they are being edited. */
export class LetterSetup {
  readonly loader = new Loader<Setup>();
  readonly headTask = new Task();
  readonly textTask = new Task();
  head = $state<Letterhead>({ ...blank });
  kind = $state('');
  title = $state('');
  body = $state('');

  constructor(private readonly client: Client) {}

  async load(regency: string): Promise<void> {
    if (!(await this.loader.run((signal) => readSetup(this.client, regency, signal)))) return;
    this.head = { ...(this.loader.data?.letterhead ?? blank) };
    this.choose(this.kind || (this.loader.data?.templates[0]?.kind ?? ''));
  }

  get template(): Template | undefined {
    return this.loader.data?.templates.find((one) => one.kind === this.kind);
  }

  get changed(): boolean {
    return this.title !== this.template?.title || this.body !== this.template.body;
  }

  /** Names between braces that mean nothing. */
  get unknownNames(): string[] {
    const known = new Set(this.loader.data?.placeholders.map(({ name }) => name));
    const names = [...`${this.title}\n${this.body}`.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
    return [...new Set(names.filter((name) => !known.has(name)))];
  }

  choose(kind: string): void {
    this.kind = kind;
    this.title = this.template?.title ?? '';
    this.body = this.template?.body ?? '';
    this.textTask.problem = undefined;
  }

  async saveHead(regency: string): Promise<boolean> {
    const setup = await this.headTask.run(() => putLetterhead(this.client, regency, { ...this.head }));
    if (setup) this.loader.data = setup;
    return setup !== undefined;
  }

  async saveTemplate(regency: string): Promise<boolean> {
    const { kind, title, body } = this;
    const setup = await this.textTask.run(() => putTemplate(this.client, regency, { kind, title, body }));
    if (setup) this.loader.data = setup;
    return setup !== undefined;
  }
}
