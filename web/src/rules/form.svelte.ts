import { digits } from '../base/format';
import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Task } from '../base/loader.svelte';
import { limited, previewRules, putRules, type Draft, type Measure, type Rules, type Shift } from './api';
import { keyOf, linesOf } from './rules';

/** A set that does not exist yet. */
export const new_set = '';

/** A new version of a rule set as somebody types it: first it is previewed, then applied. */
export class RuleForm {
  set = $state(new_set);
  title = $state('');
  source = $state('');
  from = $state('');
  governs = $state(true);
  /** Digits as typed, by measure, in the order of the classes; empty measures have no limits. */
  amounts = $state<Record<Measure, string[]>>({
    sales: ['', '', ''],
    capital: ['', '', ''],
    assets: ['', '', ''],
    workers: ['', '', ''],
  });
  tried = $state(false);
  shift = $state.raw<Shift>();
  readonly task = new Task();
  readonly #id = newId();

  constructor(
    private readonly client: Client,
    private readonly rules: Rules,
  ) {}

  /** Begins with the limits of the set's last version, of which usually few change. */
  chooseSet(set: string): void {
    this.set = set;
    this.shift = undefined;
    const last = this.rules.versions.filter((one) => one.rule_set === set).at(-1);
    this.title = last?.title ?? '';
    for (const measure of Object.keys(this.amounts) as Measure[]) {
      const line = linesOf(last?.limits ?? []).find((one) => one.measure === measure);
      this.amounts[measure] = line ? line.limits.map(String) : ['', '', ''];
    }
  }

  get draft(): Draft {
    return {
      rule_set: this.set === new_set ? keyOf(this.title) : this.set,
      title: this.title.trim(),
      source: this.source.trim(),
      from: this.from,
      governs: this.governs,
      limits: (Object.keys(this.amounts) as Measure[]).flatMap((measure) =>
        limited
          .map((name, step) => ({ measure, class: name, typed: digits(this.amounts[measure][step]!) }))
          .filter(({ typed }) => typed !== '')
          .map(({ typed, ...limit }) => ({ ...limit, at_most: Number(typed) })),
      ),
    };
  }

  get complete(): boolean {
    const { title, source, from, limits } = this.draft;
    return title.length >= 2 && source.length >= 5 && from !== '' && limits.length > 0;
  }

  async preview(regency: string): Promise<void> {
    this.tried = true;
    this.shift = undefined;
    if (this.complete) this.shift = await this.task.run(() => previewRules(this.client, regency, this.draft));
  }

  apply(): Promise<Rules | undefined> {
    return this.task.run(() => putRules(this.client, this.#id, this.draft));
  }
}
