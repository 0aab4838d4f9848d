import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Task } from '../base/loader.svelte';
import { previewRule, putRule, type Agencies, type Preview, type Rule, type RuleDraft } from './api';

/** A version of a rule as somebody makes it: first it is previewed, then kept. */
export class RuleForm {
  agency = $state('');
  sectors = $state<Rule['sectors']>([]);
  areas = $state<string[]>([]);
  from = $state('');
  law = $state('');
  tried = $state(false);
  preview = $state.raw<Preview>();
  readonly task = new Task();
  readonly #id = newId();

  constructor(
    private readonly client: Client,
    private readonly regency: string,
    readonly before: Rule | undefined,
  ) {
    if (!before) return;
    this.agency = before.agency;
    this.sectors = before.sectors;
    this.areas = before.areas.map((area) => area.code);
    this.law = before.law;
  }

  add(sector: Rule['sectors'][number]): void {
    if (this.sectors.some((one) => one.code === sector.code)) return;
    this.sectors = [...this.sectors, sector];
    this.preview = undefined;
  }

  remove(code: string): void {
    this.sectors = this.sectors.filter((one) => one.code !== code);
    this.preview = undefined;
  }

  get draft(): RuleDraft {
    return {
      number: this.before?.number ?? 0,
      agency: this.agency || null,
      sectors: this.sectors.map((one) => one.code),
      areas: this.areas,
      from: this.from,
      law: this.law.trim(),
    };
  }

  /** Without an agency a rule ends, which only one that is there can. */
  get complete(): boolean {
    return (
      (this.agency !== '' || this.before !== undefined) && this.from !== '' && this.law.trim().length >= 5
    );
  }

  async show(): Promise<void> {
    this.tried = true;
    this.preview = undefined;
    if (this.complete)
      this.preview = await this.task.run(() => previewRule(this.client, this.regency, this.draft));
  }

  save(): Promise<Agencies | undefined> {
    return this.task.run(() => putRule(this.client, this.regency, this.#id, this.draft));
  }
}
