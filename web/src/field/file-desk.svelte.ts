import type { Phone } from './phone.svelte';
import { exportFiles, hand, importFile, type Imported } from './transfer';
import { Unreached } from './wire';

/** Files out of this phone, and through it to the office. */
export class FileDesk {
  busy = $state(false);
  saved = $state(false);
  /** The key of a sentence. */
  problem = $state('');
  result = $state.raw<Imported>();

  constructor(private readonly phone: Phone) {}

  async save(): Promise<void> {
    this.#begin();
    await this.phone.keepDrafts();
    const files = await exportFiles(this.phone.db, this.phone.clock.offset_ms);
    if (files.length === 0) {
      this.problem = 'phone.queue.nothing_to_export';
      return;
    }
    await hand(files);
    this.saved = true;
  }

  readonly chosen = async (event: Event): Promise<void> => {
    const field = event.currentTarget as HTMLInputElement;
    const file = field.files?.[0];
    field.value = '';
    if (file) await this.give(file);
  };

  async give(file: Blob): Promise<void> {
    this.#begin();
    this.busy = true;
    try {
      const result = await importFile(this.phone.wire, file);
      if (result.problem === '') this.result = result;
      else this.problem = result.problem;
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      this.problem = 'client.offline';
    } finally {
      this.busy = false;
    }
  }

  #begin(): void {
    this.saved = false;
    this.problem = '';
    this.result = undefined;
  }
}
