import { badges } from '../base/badges.svelte';
import type { Client, Page } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import { businessList } from '../registry/kept';
import {
  listClasses,
  listDecisions,
  listWork,
  putDecision,
  undoDecision,
  type ClassTable,
  type Decision,
  type WorkItem,
} from './api';

/** What was decided just now, to be told and taken back. */
export interface Done {
  id: string;
  businesses: number;
  left: number;
}

/** The codes of a regency's businesses: how many have which, and decisions about those that wait. */
export class KbliWork {
  readonly classes = new Loader<ClassTable>();
  readonly decisions = new Loader<{ items: Decision[] }>();
  readonly task = new Task();
  /** Counts up with each change, so that worklists ask anew. */
  version = $state(0);

  constructor(
    private readonly client: Client,
    private readonly regency: () => string,
  ) {}

  async look(): Promise<void> {
    await Promise.all([
      this.classes.run((signal) => listClasses(this.client, this.regency(), {}, signal)),
      this.decisions.run((signal) => listDecisions(this.client, this.regency(), signal)),
    ]);
  }

  async decide(from: string, activity: string, to?: string): Promise<Done | undefined> {
    const id = newId();
    const done = await this.task.run(() =>
      putDecision(this.client, this.regency(), id, { from, activity, ...(to ? { to } : {}) }),
    );
    if (!done) return undefined;
    await this.#changed();
    return { id, ...done };
  }

  async undo(id: string): Promise<boolean> {
    const done = await this.task.run(async () => {
      await undoDecision(this.client, this.regency(), id);
      return true;
    });
    if (done) await this.#changed();
    return done ?? false;
  }

  async #changed(): Promise<void> {
    businessList.forget();
    void badges.refresh(this.client, this.regency());
    this.version += 1;
    await this.look();
  }
}

/** The groups of one worklist, page after page. */
export class WorkPages {
  readonly loader = new Loader<Page<WorkItem>>();

  constructor(
    private readonly client: Client,
    private readonly of: () => { regency: string; from: string },
  ) {}

  load(): Promise<boolean> {
    const { regency, from } = this.of();
    return this.loader.run((signal) => listWork(this.client, regency, from, null, signal));
  }

  async more(): Promise<void> {
    const before = this.loader.data;
    if (!before?.next || this.loader.busy) return;
    const { regency, from } = this.of();
    await this.loader.run(async (signal) => {
      const page = await listWork(this.client, regency, from, before.next, signal);
      return { ...page, items: [...before.items, ...page.items] };
    });
  }
}
