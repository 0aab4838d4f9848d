import type { Draft } from './port';

const delay_ms = 250;

/**
 * Keeps a draft with every change, at most a quarter of a second after it was typed. What the phone has no room for
 * stays here and is tried again.
 */
export class Keeper {
  state = $state<'kept' | 'waiting' | 'full'>('kept');
  #latest: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Promise<void> = Promise.resolve();

  constructor(
    private readonly save: (draft: Draft) => Promise<void>,
    private readonly delay = delay_ms,
  ) {}

  change(draft: Draft): void {
    this.#latest = draft;
    if (this.state === 'kept') this.state = 'waiting';
    this.#timer ??= setTimeout(() => void this.flush(), this.delay);
  }

  /** Resolves once all that was typed is kept; false if there is no room for it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#before = this.#before.then(() => this.#keep());
    await this.#before;
    return this.state !== 'full';
  }

  /** Nothing is to be kept any more. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#latest = undefined;
  }

  async #keep(): Promise<void> {
    const draft = this.#latest;
    if (!draft) return;
    this.#latest = undefined;
    try {
      await this.save(draft);
      if (!this.#latest) this.state = 'kept';
    } catch {
      this.#latest ??= draft;
      this.state = 'full';
    }
  }
}
