import { rowAfter } from './keys';
import { Loader } from './loader.svelte';

const pause_ms = 150;
/** Fewer letters say too little to look for. */
export const shortest_search = 2;

interface Source<T> {
  /** What is offered for the text; nothing if there is nothing to ask. */
  find: (text: string, signal: AbortSignal) => Promise<T[]> | undefined;
  onpick: (item: T) => void;
  /** What stands in the field once one is picked; without it that is for who picked. */
  textOf?: (item: T) => string;
}

/** A field with a list of answers under it (the combobox pattern of WAI-ARIA). */
export class Combobox<T> {
  text = $state('');
  open = $state(false);
  active = $state(-1);
  readonly loader = new Loader<T[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly source: Source<T>) {}

  get items(): T[] {
    return this.loader.data ?? [];
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.active = -1;
    this.#timer = setTimeout(() => void this.find(), pause_ms);
  }

  async find(): Promise<void> {
    const text = this.text.trim();
    let asked = true;
    const answered = await this.loader.run(async (signal) => {
      const answer = this.source.find(text, signal);
      asked = answer !== undefined;
      return (await answer) ?? [];
    });
    if (!answered) return;
    this.open = asked && (text.length >= shortest_search || this.items.length > 0);
    this.active = this.items.length > 0 ? 0 : -1;
  }

  pick(item: T): void {
    if (this.source.textOf) this.text = this.source.textOf(item);
    this.open = false;
    this.source.onpick(item);
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
    else if (event.key === 'Enter' && chosen !== undefined) this.pick(chosen);
    else if (event.key === 'Escape') this.open = false;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
