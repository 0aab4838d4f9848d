import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import {
  judgeDrawn,
  listDraws,
  putDraw,
  readDraw,
  type BackCheck,
  type BackCheckPage,
  type DrawnVisit,
  type Judgement,
} from './api';

export const verdicts: readonly Judgement[] = ['same', 'differs', 'unsure'];
/** Of ten thousand visits: five to ten per cent. */
export const shares_bp = [500, 600, 700, 800, 900, 1_000];

/** Visits drawn by chance and made again; the latest draw is on the table unless another is chosen. */
export class DrawWork {
  readonly draws = new Loader<BackCheck[]>();
  readonly page = new Loader<BackCheckPage>();
  readonly task = new Task();
  items = $state.raw<DrawnVisit[]>([]);
  #id = newId();

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly campaign: string,
  ) {}

  get draw(): BackCheckPage | undefined {
    return this.page.data;
  }

  async load(): Promise<void> {
    const read = await this.draws.run(
      async (signal) => (await listDraws(this.client, this.regency, this.campaign, signal)).items,
    );
    const latest = this.draws.data?.[0];
    if (read && latest) await this.show(latest.id);
  }

  async show(id: string): Promise<void> {
    const read = await this.page.run((signal) =>
      readDraw(this.client, this.regency, this.campaign, id, null, signal),
    );
    if (read) this.items = this.page.data!.items;
  }

  async more(): Promise<void> {
    const { draw } = this;
    if (!draw?.next || this.page.busy) return;
    const read = await this.page.run((signal) =>
      readDraw(this.client, this.regency, this.campaign, draw.id, draw.next, signal),
    );
    if (read) this.items = [...this.items, ...this.page.data!.items];
  }

  /** The same draw again, if the answer was lost on the way. */
  async make(share_bp: number): Promise<boolean> {
    const made = await this.task.run(() =>
      putDraw(this.client, this.regency, this.campaign, this.#id, share_bp),
    );
    if (!made) return false;
    this.#id = newId();
    await this.load();
    return true;
  }

  async judge(number: number, verdict: Judgement, note: string): Promise<boolean> {
    const { draw } = this;
    if (!draw) return false;
    const reply = await this.task.run(() =>
      judgeDrawn(this.client, this.regency, this.campaign, draw.id, number, { verdict, note: note.trim() }),
    );
    if (!reply) return false;
    const after = reply.items.find((one) => one.number === number);
    this.items = this.items.map((one) => (after && one.number === number ? after : one));
    this.page.data = { ...reply, items: this.items, next: draw.next };
    this.draws.data = this.draws.data?.map((one) => (one.id === reply.id ? reply : one));
    return true;
  }
}
