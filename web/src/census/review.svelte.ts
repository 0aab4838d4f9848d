import type { Client } from '../base/client';
import type { CurrentValue, VisitPage } from '../base/contract';
import { isReason } from '../base/reason';
import { Loader, Task } from '../base/loader.svelte';
import { readBusiness } from '../registry/api';
import {
  acceptVisit,
  acceptVisits,
  findTarget,
  listVisits,
  readConflicts,
  readQuestionnaire,
  readVisit,
  returnVisit,
  settleConflict,
  type Conflict,
  type Outcome,
  type QuestionnaireDocument,
  type Target,
  type Visit,
  type VisitFilter,
  type VisitItem,
} from './api';
import { outcomes } from './words';

export const states = ['submitted', 'returned', 'accepted'] as const;
/** As many as the server accepts together. */
export const accepted_together_max = 100;

export function filterOf(address: URLSearchParams): VisitFilter {
  const state = states.find((one) => one === address.get('state')) ?? 'submitted';
  const outcome = outcomes.find((one) => one === address.get('outcome'));
  const filter: VisitFilter = { state };
  if (outcome) filter.outcome = outcome as Outcome;
  for (const name of ['area', 'enumerator', 'signal'] as const) {
    const value = address.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

export interface Detail {
  visit: Visit;
  conflicts: Conflict[];
  document: QuestionnaireDocument | undefined;
  target: Target | undefined;
  /** The target that a duplicate is of. */
  other: Target | undefined;
  /** What the registry says of the business now; nothing if it is new, or may not be read. */
  known: Pick<CurrentValue, 'field' | 'text'>[];
}

/** Visits that wait for a decision, one of them on the table. */
export class ReviewWork {
  readonly page = new Loader<VisitPage>();
  readonly detail = new Loader<Detail>();
  readonly task = new Task();
  items = $state.raw<VisitItem[]>([]);
  index = $state(0);
  chosen = $state<string[]>([]);
  /** Why those were not accepted that were chosen with others, by visit. */
  refused = $state.raw<Record<string, string>>({});
  decided = $state(0);
  readonly current = $derived<VisitItem | undefined>(this.items[this.index]);
  #filter: VisitFilter = {};
  #documents = new Map<string, Promise<QuestionnaireDocument | undefined>>();

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly campaign: string,
    readonly questionnaire: string,
  ) {}

  async ask(filter: VisitFilter): Promise<void> {
    this.#filter = filter;
    this.chosen = [];
    this.refused = {};
    if (!(await this.#read(null))) return;
    this.items = this.page.data!.items;
    await this.show(0);
  }

  async more(): Promise<void> {
    const next = this.page.data?.next;
    if (!next || this.page.busy || !(await this.#read(next))) return;
    const known = new Set(this.items.map(({ id }) => id));
    this.items = [...this.items, ...this.page.data!.items.filter(({ id }) => !known.has(id))];
  }

  #read(cursor: string | null): Promise<boolean> {
    return this.page.run((signal) =>
      listVisits(this.client, this.regency, this.campaign, this.#filter, cursor, signal),
    );
  }

  async show(index: number): Promise<void> {
    this.index = Math.max(0, Math.min(this.items.length - 1, index));
    this.task.problem = undefined;
    const { current } = this;
    if (current) await this.detail.run((signal) => this.#detailOf(current, signal));
    else this.detail.data = undefined;
  }

  async move(by: number): Promise<void> {
    if (by > 0 && this.index === this.items.length - 1) await this.more();
    await this.show(this.index + by);
  }

  async #detailOf({ id }: VisitItem, signal: AbortSignal): Promise<Detail> {
    const { client, regency } = this;
    const [visit, conflicts] = await Promise.all([
      readVisit(client, regency, id, signal),
      readConflicts(client, regency, id, signal),
    ]);
    const [document, target, other] = await Promise.all([
      this.#document(visit.said['questionnaire_version'] ?? ''),
      this.#target(visit.target, signal),
      visit.said['other'] ? this.#target(visit.said['other'], signal) : undefined,
    ]);
    const known = target?.business
      ? await readBusiness(client, regency, target.business, signal)
          .then(({ values }) => values)
          .catch(() => [])
      : [];
    return { visit, conflicts: conflicts.items, document, target, other, known };
  }

  #target(id: string, signal: AbortSignal): Promise<Target | undefined> {
    return findTarget(this.client, this.regency, this.campaign, id, signal).catch(() => undefined);
  }

  #document(version: string): Promise<QuestionnaireDocument | undefined> {
    const known = this.#documents.get(version);
    if (known || version === '') return known ?? Promise.resolve(undefined);
    const read = readQuestionnaire(this.client, this.regency, this.questionnaire, Number(version))
      .then(({ document }) => document)
      .catch(() => {
        this.#documents.delete(version);
        return undefined;
      });
    this.#documents.set(version, read);
    return read;
  }

  get decidable(): boolean {
    return this.current?.state === 'submitted';
  }

  async accept(): Promise<boolean> {
    const { current } = this;
    if (!current || !this.decidable) return false;
    return this.#decide(current, () => acceptVisit(this.client, this.regency, current));
  }

  async sendBack(comment: string): Promise<boolean> {
    const { current } = this;
    if (!current || !this.decidable || !isReason(comment)) return false;
    return this.#decide(current, () => returnVisit(this.client, this.regency, current, comment.trim()));
  }

  async #decide(current: VisitItem, decision: () => Promise<VisitItem>): Promise<boolean> {
    if (!(await this.task.run(decision))) return false;
    await this.#without([current.id]);
    return true;
  }

  /** Decided ones leave the queue; the next one comes to the table. */
  async #without(ids: readonly string[]): Promise<void> {
    const ahead = this.items.slice(0, this.index).filter(({ id }) => ids.includes(id)).length;
    this.decided += ids.length;
    this.items = this.items.filter(({ id }) => !ids.includes(id));
    this.chosen = this.chosen.filter((id) => !ids.includes(id));
    if (this.items.length === 0) await this.ask(this.#filter);
    else await this.show(this.index - ahead);
  }

  async settle(conflict: Conflict, take: 'kept' | 'sent'): Promise<boolean> {
    const { current } = this;
    if (!current) return false;
    const { field, version } = conflict;
    const after = await this.task.run(() =>
      settleConflict(this.client, this.regency, current.id, { field, version, take }),
    );
    if (!after) return false;
    this.items = this.items.map((one) => (one.id === after.id ? after : one));
    await this.show(this.index);
    return true;
  }

  choose(id: string, on: boolean): void {
    const others = this.chosen.filter((one) => one !== id);
    this.chosen = on ? [...others, id] : others;
  }

  /** One that is refused stops no other; how many were accepted. */
  async acceptChosen(): Promise<number | undefined> {
    const visits = this.items
      .filter(({ id }) => this.chosen.includes(id))
      .slice(0, accepted_together_max)
      .map(({ id, version }) => ({ id, version }));
    const reply = await this.task.run(() => acceptVisits(this.client, this.regency, visits));
    if (!reply) return undefined;
    const done = reply.items.filter(({ status }) => status === 200).map(({ id }) => id);
    this.refused = Object.fromEntries(
      reply.items.filter(({ status }) => status !== 200).map(({ id, type }) => [id, type]),
    );
    await this.#without(done);
    return done.length;
  }
}
