import { problemOf, type Client, type Problem } from '../base/client';
import { importBoundaries, removeBoundaries, type ImportReport } from './api';
import { boundariesOf, forgetBoundaries } from './boundaries';

/** Bringing in the boundaries of a regency, and taking them out again. */
export class BoundaryImport {
  file = $state.raw<File>();
  sent = $state(0);
  busy = $state(false);
  problem = $state.raw<Problem>();
  report = $state.raw<ImportReport>();
  /** True if there are boundaries now. */
  present = $state(false);
  /** Counts up with each change, so that a map is drawn anew. */
  version = $state(0);

  constructor(private readonly client: Client) {}

  async look(regency: string): Promise<void> {
    this.present = (await boundariesOf(regency)) !== undefined;
  }

  async send(regency: string, file: File): Promise<void> {
    this.file = file;
    this.sent = 0;
    this.report = undefined;
    await this.#change(regency, async () => {
      this.report = await importBoundaries(this.client, regency, file, (sent) => (this.sent = sent));
    });
  }

  remove(regency: string): Promise<boolean> {
    this.report = undefined;
    return this.#change(regency, () => removeBoundaries(this.client, regency));
  }

  async #change(regency: string, work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      forgetBoundaries(regency);
      await this.look(regency);
      this.version += 1;
      return true;
    } catch (error) {
      this.problem = problemOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
