import type { Client } from '../base/client';
import { Loader } from '../base/loader.svelte';
import { rowAfter } from '../base/keys';
import { findAreas, type FoundArea } from './api';

const pause_ms = 150;
const shown_max = 20;

/** Finding an area by its name: a field with a list of answers under it (the combobox pattern of WAI-ARIA). */
export class AreaSearch {
  text = $state('');
  open = $state(false);
  active = $state(-1);
  readonly loader = new Loader<FoundArea[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    private readonly within: () => { level?: number; prefix: string },
    private readonly onpick: (area: FoundArea) => void,
  ) {}

  get items(): FoundArea[] {
    return this.loader.data ?? [];
  }

  typed(): void {
    clearTimeout(this.#timer);
    this.active = -1;
    if (this.text.trim().length < 2) {
      this.open = false;
      return;
    }
    this.#timer = setTimeout(() => void this.find(), pause_ms);
  }

  async find(): Promise<void> {
    const q = this.text.trim();
    const answered = await this.loader.run(async (signal) =>
      this.#inside((await findAreas(this.client, q, this.within().level, signal)).items),
    );
    if (!answered) return;
    this.open = true;
    this.active = this.items.length > 0 ? 0 : -1;
  }

  pick(area: FoundArea): void {
    this.text = area.name;
    this.open = false;
    this.onpick(area);
  }

  onkeydown(event: KeyboardEvent): void {
    if (!this.open) return;
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

  #inside(areas: FoundArea[]): FoundArea[] {
    const { prefix } = this.within();
    return areas.filter((area) => area.code.startsWith(prefix)).slice(0, shown_max);
  }
}
