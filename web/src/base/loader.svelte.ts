import { isAbort, problemOf, type Problem } from './client';

/** Something read from the server: the newest question wins, the one before it is given up. */
export class Loader<T> {
  data = $state.raw<T>();
  problem = $state.raw<Problem>();
  busy = $state(false);
  #current: AbortController | undefined;

  /** True if this question was answered, false if it was refused or overtaken. */
  async run(ask: (signal: AbortSignal) => Promise<T>): Promise<boolean> {
    this.#current?.abort();
    const mine = new AbortController();
    this.#current = mine;
    this.busy = true;
    try {
      const data = await ask(mine.signal);
      if (this.#current !== mine) return false;
      this.data = data;
      this.problem = undefined;
    } catch (error) {
      if (isAbort(error) || this.#current !== mine) return false;
      this.problem = problemOf(error);
    } finally {
      if (this.#current === mine) this.busy = false;
    }
    return this.problem === undefined;
  }

  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
    this.busy = false;
  }
}

/** One thing being done at a time, with its refusal: what a button that saves needs. */
export class Task {
  busy = $state(false);
  problem = $state.raw<Problem>();

  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    try {
      return await work();
    } catch (error) {
      if (!isAbort(error)) this.problem = problemOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
