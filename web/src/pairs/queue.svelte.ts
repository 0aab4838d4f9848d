import type { Client, CountedPage } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import {
  decide,
  listPairs,
  undecide,
  type Evidence,
  type Pair,
  type PairState,
  type Side,
  type Verdict,
} from './api';

export const verdictOfKey: Record<string, Verdict> = { '1': 'merge', '2': 'distinct', '3': 'later' };

/** How much a piece of evidence says, in three words; 30 tenths of a bit is odds of eight to one. */
export function strength(weight: number): 'none' | 'some' | 'strong' {
  const size = Math.abs(weight);
  return size >= 80 ? 'strong' : size >= 20 ? 'some' : 'none';
}

export interface Line {
  field: string;
  left: string;
  right: string;
  evidence: Evidence | undefined;
}

/** Both sides line by line: what was weighed, the heaviest on top; then what differs, then what agrees. */
export function linesOf({ left, right, evidence }: Pair): Line[] {
  const text = (side: Side, field: string) =>
    side.values
      .filter((value) => value.field === field)
      .map((value) => value.text)
      .join(', ');
  const weighed = [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const others = new Set([...left.values, ...right.values].map((one) => one.field));
  for (const one of weighed) others.delete(one.field);
  const rest = [...others]
    .map((field) => ({ field, left: text(left, field), right: text(right, field), evidence: undefined }))
    .filter((line) => !isCovered(line.left) && !isCovered(line.right))
    .sort((a, b) => Number(a.left === a.right) - Number(b.left === b.right));
  const first = weighed.map((found) => ({
    field: found.field,
    left: text(left, found.field) || found.left,
    right: text(right, found.field) || found.right,
    evidence: found,
  }));
  return [...first, ...rest];
}

/** A value of which nothing at all may be shown says nothing to compare. */
const isCovered = (text: string): boolean => text === '***';

export const nameOf = (side: Side): string =>
  side.values.find((value) => value.field === 'business.name')?.text ??
  side.values.find((value) => value.field === 'owner.name')?.text ??
  '–';

/** The pairs that wait, one of them on the table. */
export class PairQueue {
  readonly loader = new Loader<CountedPage<Pair>>();
  readonly task = new Task();
  state = $state<PairState>('open');
  items = $state.raw<Pair[]>([]);
  index = $state(0);
  /** Decided since the screen was opened, the last one on top: what "undo" takes back. */
  done = $state.raw<Pair[]>([]);
  waiting = $state(0);
  #next: string | null = null;
  #district = '';

  readonly current = $derived<Pair | undefined>(this.items[this.index]);

  constructor(
    private readonly client: Client,
    private readonly onchange: () => void,
  ) {}

  /** `district` narrows the queue to what somebody answers for who holds no more. */
  async load(regency: string, state: PairState, district = this.#district): Promise<void> {
    this.state = state;
    this.index = 0;
    this.#district = district;
    const ask = (signal: AbortSignal) => listPairs(this.client, regency, state, null, signal, district);
    if (!(await this.loader.run(ask))) return;
    const page = this.loader.data!;
    this.items = page.items;
    this.waiting = page.count.value;
    this.#next = page.next;
  }

  move(by: number): void {
    this.index = Math.max(0, Math.min(this.items.length - 1, this.index + by));
  }

  async decide(verdict: Verdict): Promise<Pair | undefined> {
    const pair = this.current;
    if (!pair || this.state === 'decided') return undefined;
    const decided = await this.task.run(() => decide(this.client, pair, verdict));
    if (!decided) return undefined;
    this.done = [decided, ...this.done];
    this.#remove(pair.id);
    if (this.items.length === 0 && this.#next) await this.load(pair.regency, this.state);
    this.onchange();
    return decided;
  }

  /** Takes back a decision, the last one unless another is named; the pair is on the table again. */
  async undo(pair: Pair | undefined = this.done[0]): Promise<boolean> {
    if (!pair) return false;
    const open = await this.task.run(() => undecide(this.client, pair));
    if (!open) return false;
    this.done = this.done.filter((one) => one.id !== pair.id);
    if (this.state === 'open') {
      this.items = [open, ...this.items];
      this.waiting += 1;
      this.index = 0;
    } else this.#remove(pair.id);
    this.onchange();
    return true;
  }

  #remove(id: string): void {
    this.items = this.items.filter((one) => one.id !== id);
    this.waiting = Math.max(0, this.waiting - 1);
    this.index = Math.max(0, Math.min(this.index, this.items.length - 1));
  }
}
