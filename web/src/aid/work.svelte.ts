import type { Client, Page } from '../base/client';
import { isReason } from '../base/reason';
import { Loader, Task } from '../base/loader.svelte';
import {
  checkAgain,
  judgeFinding,
  listFindings,
  readList,
  signList,
  withdrawList,
  type AidList,
  type Check,
  type Finding,
  type FindingState,
  type Verdict,
} from './api';

const poll_ms = 500;
const poll_offline_ms = 3_000;

/** The check at which work waits, else the first. */
export const firstCheck = (list: AidList): Check =>
  (list.checks.find((one) => one.mine > 0) ?? list.checks.find((one) => one.open > 0) ?? list.checks[0]!)
    .check;

export const sum = (list: AidList, name: 'open' | 'mine' | 'rows' | 'dropped'): number =>
  list.checks.reduce((total, one) => total + one[name], 0);

/** One aid list and the findings of one of its checks, one of them on the table. */
export class AidWork {
  readonly loader = new Loader<AidList>();
  readonly findings = new Loader<Page<Finding>>();
  readonly task = new Task();
  check = $state<Check>();
  state = $state<FindingState>('mine');
  items = $state.raw<Finding[]>([]);
  index = $state(0);
  /** Kept from one finding to the next: many are judged for the same reason. */
  reason = $state('');
  /** Why the reason is asked for again. */
  lacking = $state(false);
  readonly current = $derived<Finding | undefined>(this.items[this.index]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly id: string,
  ) {}

  get list(): AidList | undefined {
    return this.loader.data;
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    await this.loader.run((signal) => readList(this.client, this.regency, this.id, signal));
    await this.#notice();
  }

  async #notice(): Promise<void> {
    const { list } = this;
    if (!list) return;
    if (list.state === 'checking') {
      this.#timer = setTimeout(() => void this.load(), this.loader.problem ? poll_offline_ms : poll_ms);
      return;
    }
    if (list.kind === 'recipients' && list.state !== 'withdrawn')
      await this.show(this.check ?? firstCheck(list), list.state === 'open' ? this.state : 'all');
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async show(check: Check, state: FindingState): Promise<void> {
    this.check = check;
    this.state = state;
    this.index = 0;
    if (await this.#ask(null)) this.items = this.findings.data!.items;
  }

  async more(): Promise<void> {
    const next = this.findings.data?.next;
    if (next && (await this.#ask(next))) this.items = [...this.items, ...this.findings.data!.items];
  }

  #ask(cursor: string | null): Promise<boolean> {
    const { check, state } = this;
    return this.findings.run((signal) =>
      listFindings(this.client, this.regency, this.id, check!, state, cursor, signal),
    );
  }

  move(by: number): void {
    this.index = Math.max(0, Math.min(this.items.length - 1, this.index + by));
  }

  async judge(verdict: Verdict): Promise<boolean> {
    const { current, check } = this;
    if (!current || !check || this.list?.state !== 'open') return false;
    this.lacking = !isReason(this.reason);
    if (this.lacking) return false;
    const list = await this.task.run(() =>
      judgeFinding(this.client, this.regency, this.id, check, current.number, {
        verdict,
        reason: this.reason.trim(),
      }),
    );
    if (!list) return false;
    this.loader.data = list;
    this.items = this.items.filter((one) => one !== current);
    this.move(0);
    if (this.items.length === 0) await this.show(check, this.state);
    return true;
  }

  sign = (): Promise<boolean> => this.#do(() => signList(this.client, this.regency, this.id));
  again = (): Promise<boolean> => this.#do(() => checkAgain(this.client, this.regency, this.id));
  withdraw = (): Promise<boolean> => this.#do(() => withdrawList(this.client, this.regency, this.id));

  async #do(work: () => Promise<AidList>): Promise<boolean> {
    const list = await this.task.run(work);
    if (!list) return false;
    this.loader.data = list;
    await this.#notice();
    return true;
  }
}
