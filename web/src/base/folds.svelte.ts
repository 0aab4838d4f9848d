import type { NavGroup } from './navigation';
import { keep, kept } from './theme.svelte';

const kept_under = 'bina.folded';
/** What is rarely opened is folded until somebody opens it. */
const folded_at_first: readonly string[] = ['nav.settings'];

/** Which groups of the menu somebody has folded; remembered on this computer. */
export class Folds {
  #folded = $state.raw<readonly string[]>(folded_at_first);

  constructor() {
    const before = kept(kept_under);
    if (before !== null) this.#folded = before.split(' ');
  }

  isFolded = ({ title }: NavGroup): boolean => title !== undefined && this.#folded.includes(title);

  toggle({ title }: NavGroup): void {
    if (title === undefined) return;
    this.#folded = this.#folded.includes(title)
      ? this.#folded.filter((one) => one !== title)
      : [...this.#folded, title];
    keep(kept_under, this.#folded.join(' '));
  }
}
