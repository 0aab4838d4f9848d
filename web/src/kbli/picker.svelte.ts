import type { Client } from '../base/client';
import { Loader } from '../base/loader.svelte';
import { rowAfter } from '../base/keys';
import { findCandidates, findEntries, type Candidate, type Entry } from './api';

const pause_ms = 150;
const class_level = 5;

/** An answer of the list: a class, and for a proposal the words that spoke for it. */
export interface Choice {
  entry: Entry;
  candidate?: Candidate;
}

/** Finding a class by its code or words; before anything is typed, those that the activity speaks for. */
export class KbliSearch {
  text = $state('');
  open = $state(false);
  active = $state(-1);
  readonly loader = new Loader<Choice[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    private readonly about: () => { regency: string; activity: string },
    private readonly onpick: (entry: Entry) => void,
  ) {}

  get items(): Choice[] {
    return this.loader.data ?? [];
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.active = -1;
    this.#timer = setTimeout(() => void this.find(), pause_ms);
  }

  async find(): Promise<void> {
    const q = this.text.trim();
    const { regency, activity } = this.about();
    if (q.length < 2 && activity.trim() === '') {
      this.open = false;
      return;
    }
    const answered = await this.loader.run((signal) =>
      q.length < 2 ? this.#proposed(regency, activity, signal) : this.#found(q, signal),
    );
    if (!answered) return;
    this.open = q.length >= 2 || this.items.length > 0;
    this.active = this.items.length > 0 ? 0 : -1;
  }

  pick({ entry }: Choice): void {
    this.open = false;
    this.onpick(entry);
  }

  onkeydown(event: KeyboardEvent): void {
    if (!this.open) {
      if (event.key === 'ArrowDown') void this.find();
      return;
    }
    const next = ['ArrowDown', 'ArrowUp'].includes(event.key)
      ? rowAfter(event.key, this.active, this.items.length)
      : undefined;
    const chosen = this.items[this.active];
    if (next !== undefined) this.active = next;
    else if (event.key === 'Enter' && chosen) this.pick(chosen);
    else if (event.key === 'Escape') this.open = false;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #proposed(regency: string, activity: string, signal: AbortSignal): Promise<Choice[]> {
    const { candidates } = await findCandidates(this.client, regency, activity.trim(), signal);
    return candidates.map((candidate) => ({
      entry: { ...candidate.entry, code: candidate.code },
      candidate,
    }));
  }

  /** Only classes can be chosen; what stands above them narrows the search. */
  async #found(q: string, signal: AbortSignal): Promise<Choice[]> {
    const { items } = await findEntries(this.client, q, signal);
    return items.filter((entry) => entry.level === class_level).map((entry) => ({ entry }));
  }
}
