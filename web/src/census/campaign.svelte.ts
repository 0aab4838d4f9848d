import type { Client } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import {
  makePrelist,
  moveCampaign,
  readCampaign,
  readCoverage,
  readFigures,
  type By,
  type Campaign,
  type Covered,
  type Figures,
  type State,
} from './api';

const poll_ms = 700;
const poll_offline_ms = 3_000;

export const steps = ['prelist', 'run', 'close', 'reopen', 'publish'] as const;
export type Step = (typeof steps)[number];
const leads_to: Record<Exclude<Step, 'prelist'>, State> = {
  run: 'running',
  close: 'closed',
  reopen: 'running',
  publish: 'published',
};

/** What may be done next with a campaign; the first one is what is usually meant. */
export function nextSteps({ state, prelist, listed }: Campaign): Step[] {
  if (state === 'draft') {
    if (prelist === 'making') return [];
    return prelist === 'made' && listed > 0 ? ['run', 'prelist'] : ['prelist'];
  }
  if (state === 'running') return ['close'];
  return state === 'closed' ? ['publish', 'reopen'] : [];
}

/** One campaign with its figures; while its list of names is being made it is asked for again. */
export class CampaignWork {
  readonly loader = new Loader<Campaign>();
  readonly figures = new Loader<Figures>();
  readonly task = new Task();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly client: Client,
    readonly regency: string,
    readonly id: string,
  ) {}

  get campaign(): Campaign | undefined {
    return this.loader.data;
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    await this.loader.run((signal) => readCampaign(this.client, this.regency, this.id, signal));
    await this.#notice();
  }

  async count(): Promise<void> {
    await this.figures.run((signal) => readFigures(this.client, this.regency, this.id, signal));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async take(campaign: Campaign): Promise<void> {
    this.loader.data = campaign;
    await this.#notice();
  }

  async carryOut(step: Step): Promise<boolean> {
    const { campaign } = this;
    if (!campaign) return false;
    const after = await this.task.run(() =>
      step === 'prelist'
        ? makePrelist(this.client, this.regency, this.id)
        : moveCampaign(this.client, this.regency, this.id, leads_to[step], campaign.version),
    );
    if (!after) return false;
    await this.take(after);
    return true;
  }

  async #notice(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.campaign?.prelist === 'making')
      this.#timer = setTimeout(() => void this.load(), this.loader.problem ? poll_offline_ms : poll_ms);
    else if (this.campaign) await this.count();
  }
}

/** How far a campaign is, by whatever somebody asks for. */
export class CoverageWork {
  readonly loader = new Loader<{ by: By; items: Covered[] }>();

  constructor(
    private readonly client: Client,
    private readonly regency: string,
    private readonly id: string,
  ) {}

  /** None while they answer another question. */
  rows(by: By): Covered[] | undefined {
    return this.loader.data?.by === by ? this.loader.data.items : undefined;
  }

  ask(by: By): Promise<boolean> {
    return this.loader.run((signal) => readCoverage(this.client, this.regency, this.id, by, signal));
  }
}
