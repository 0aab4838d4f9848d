import type { Client, CountedPage } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import {
  chooseSettings,
  listPatterns,
  listSweeps,
  putTake,
  readBands,
  readSweep,
  startSweep,
  undoTake,
  type Bands,
  type Pattern,
  type Settings,
  type Sweep,
  type Take,
  type Verdict,
} from './api';

const poll_ms = 500;
const poll_offline_ms = 3_000;

export const isWorking = (take: Take): boolean => take.state === 'taking' || take.state === 'undoing';
/** Something of it changes without anybody doing anything. */
export const isMoving = (sweep: Sweep): boolean =>
  sweep.state === 'waiting' || !sweep.ordered || sweep.takes.some(isWorking);

export const isSame = (a: Settings, b: Settings): boolean =>
  a.accept === b.accept && a.review === b.review && a.prior === b.prior && a.closest === b.closest;

/** Both thresholds, the one that was moved pushing the other. */
export function moved(settings: Settings, which: 'accept' | 'review', weight: number): Settings {
  return which === 'accept'
    ? { ...settings, accept: weight, review: Math.min(settings.review, weight) }
    : { ...settings, review: weight, accept: Math.max(settings.accept, weight) };
}

/** One digit of `closest` set to another. */
export const withLevels = (closest: string, field: number, levels: number): string =>
  closest.slice(0, field) + String(levels) + closest.slice(field + 1);

/** The probability of a weight in hundredths of a bit, in basis points. */
export const chance = (weight: number): number => 10_000 / (1 + 2 ** (-weight / 100));

/** The latest search of the registry, and what is tried with it. */
export class SweepModel {
  readonly loader = new Loader<Sweep | null>();
  readonly bands = new Loader<Bands>();
  readonly patterns = new Loader<CountedPage<Pattern>>();
  readonly task = new Task();
  tried = $state.raw<Settings>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #moving = false;

  constructor(
    private readonly client: Client,
    readonly regency: string,
    private readonly onsettled: () => void,
  ) {}

  get sweep(): Sweep | null | undefined {
    return this.loader.data;
  }
  readonly changed = $derived(
    this.tried !== undefined && this.loader.data ? !isSame(this.tried, this.loader.data.settings) : false,
  );

  async load(id = this.sweep?.id): Promise<void> {
    clearTimeout(this.#timer);
    await this.loader.run(async (signal) => {
      const latest = id ?? (await listSweeps(this.client, this.regency, signal)).items[0]?.id;
      return latest ? readSweep(this.client, this.regency, latest, signal) : null;
    });
    await this.#notice();
  }

  /** What moves is looked at again; once it stands still, all that was made of it is. */
  async #notice(): Promise<void> {
    const sweep = this.sweep;
    if (!sweep) return;
    if (isMoving(sweep)) {
      this.#moving = true;
      this.#timer = setTimeout(() => void this.load(), this.loader.problem ? poll_offline_ms : poll_ms);
      return;
    }
    if (this.#moving) this.onsettled();
    const fresh = this.#moving || this.tried === undefined;
    this.#moving = false;
    if (fresh && sweep.state === 'done' && sweep.latest) {
      this.tried = sweep.settings;
      await Promise.all([this.look(), this.more(null)]);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Shows what settings would do, without keeping them. */
  async look(tried = this.tried): Promise<void> {
    const id = this.sweep?.id;
    if (!id || !tried) return;
    this.tried = tried;
    await this.bands.run((signal) => readBands(this.client, this.regency, id, tried, signal));
  }

  async more(cursor: string | null): Promise<void> {
    const id = this.sweep?.id;
    if (!id) return;
    const before = cursor ? (this.patterns.data?.items ?? []) : [];
    await this.patterns.run(async (signal) => {
      const page = await listPatterns(this.client, this.regency, id, cursor, signal);
      return { ...page, items: [...before, ...page.items] };
    });
  }

  start(): Promise<boolean> {
    return this.#do(() => startSweep(this.client, this.regency, newId()));
  }

  keep(): Promise<boolean> {
    const { tried, sweep } = this;
    if (!tried || !sweep) return Promise.resolve(false);
    return this.#do(() => chooseSettings(this.client, this.regency, sweep.id, tried));
  }

  take(verdict: Verdict, pairs: number, pattern = ''): Promise<boolean> {
    const id = this.sweep!.id;
    return this.#do(() =>
      putTake(this.client, this.regency, id, newId(), { verdict, pairs, ...(pattern && { pattern }) }),
    );
  }

  undo(take: Take): Promise<boolean> {
    const id = this.sweep!.id;
    return this.#do(() => undoTake(this.client, this.regency, id, take.id));
  }

  async #do(work: () => Promise<Sweep>): Promise<boolean> {
    const sweep = await this.task.run(work);
    if (!sweep) return false;
    this.loader.stop();
    this.loader.data = sweep;
    this.#moving = true;
    await this.#notice();
    return true;
  }
}
