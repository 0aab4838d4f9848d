import type { Client } from '../base/client';
import { digits, grouped } from '../base/format';
import { newId } from '../base/ids';
import { Task } from '../base/loader.svelte';
import { putCampaign, type Campaign, type CampaignDraft } from './api';
import { needsOf, per_enumerator_default, per_enumerator_max, statuses_default, type Needs } from './plan';

/** A plan as somebody types it; the server says what is wrong with it, all at once. */
export class PlanForm {
  name = $state('');
  target = $state('');
  from = $state('');
  until = $state('');
  areas = $state.raw<{ code: string; name: string }[]>([]);
  statuses = $state<string[]>([...statuses_default]);
  sources = $state<string[]>([]);
  per = $state(String(per_enumerator_default));
  honorarium = $state('');
  cost = $state('');
  /** Id and version, parted by a slash. */
  questionnaire = $state('');
  tried = $state(false);
  readonly task = new Task();
  readonly #id: string;

  constructor(
    private readonly client: Client,
    private readonly regency: string,
    readonly known?: Campaign,
  ) {
    this.#id = known?.id ?? newId();
    if (!known) return;
    this.name = known.name;
    this.target = grouped(String(known.target));
    this.from = known.from;
    this.until = known.until;
    this.areas = known.areas;
    this.statuses = [...known.statuses];
    this.sources = [...known.sources];
    this.per = String(known.per_enumerator);
    this.honorarium = grouped(String(known.honorarium));
    this.cost = grouped(String(known.cost));
    this.questionnaire = `${known.questionnaire}/${known.questionnaire_version}`;
  }

  /** What forms the list of names stands once the campaign runs. */
  get fixed(): boolean {
    return this.known !== undefined && this.known.state !== 'draft';
  }

  add(area: { code: string; name: string }): void {
    if (!this.areas.some(({ code }) => code === area.code)) this.areas = [...this.areas, area];
  }

  remove(code: string): void {
    this.areas = this.areas.filter((area) => area.code !== code);
  }

  /** Of the names that are there, or of as many as the target asks for. */
  get needs(): Needs {
    const names = this.known && this.known.listed > 0 ? this.known.listed : Number(digits(this.target));
    return needsOf(names, {
      per: Number(digits(this.per)),
      honorarium: Number(digits(this.honorarium)),
      cost: Number(digits(this.cost)),
    });
  }

  /** Keys of what is missing, by field. */
  get lacking(): Partial<
    Record<'name' | 'target' | 'from' | 'until' | 'per' | 'statuses' | 'questionnaire', string>
  > {
    const per = Number(digits(this.per));
    return {
      ...(this.name.trim().length < 3 && { name: 'campaign.name_missing' }),
      ...(Number(digits(this.target)) < 1 && { target: 'campaign.target_missing' }),
      ...(this.from === '' && { from: 'form.required' }),
      ...(this.until === '' && { until: 'form.required' }),
      ...(this.from !== '' &&
        this.until !== '' &&
        this.until < this.from && { until: 'census.days_reversed' }),
      ...((per < 1 || per > per_enumerator_max) && { per: 'campaign.per_wrong' }),
      ...(this.statuses.length === 0 && { statuses: 'campaign.statuses_missing' }),
      ...(this.questionnaire === '' && { questionnaire: 'campaign.questionnaire_missing' }),
    };
  }

  get draft(): CampaignDraft {
    const [questionnaire = '', version = ''] = this.questionnaire.split('/');
    return {
      name: this.name.trim(),
      target: Number(digits(this.target)),
      from: this.from,
      until: this.until,
      areas: this.areas.map(({ code }) => code),
      statuses: this.statuses,
      sources: this.sources,
      per_enumerator: Number(digits(this.per)),
      honorarium: Number(digits(this.honorarium)),
      cost: Number(digits(this.cost)),
      questionnaire,
      questionnaire_version: Number(version),
    };
  }

  async save(): Promise<Campaign | undefined> {
    this.tried = true;
    if (Object.keys(this.lacking).length > 0) return undefined;
    return this.task.run(() =>
      putCampaign(this.client, this.regency, this.#id, this.draft, this.known?.version),
    );
  }
}
