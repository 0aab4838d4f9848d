import type { Client } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import { backUp, backupStatus, type BackupStatus } from './api';

const pause_ms = 1_500;

/** The state of the backups; looked at again and again while one is being made. */
export class BackupWatch {
  readonly loader = new Loader<BackupStatus>();
  readonly task = new Task();
  /** When the one asked for here has not begun yet: how many there were. */
  #waiting: number | undefined = $state();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  get working(): boolean {
    return this.#waiting !== undefined || this.loader.data?.progress != null;
  }

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const fine = await this.loader.run((signal) => backupStatus(this.#client, signal));
    const status = this.loader.data;
    if (!fine || !status) return;
    const settled = status.items.length !== this.#waiting || status.error !== '';
    if (status.progress || settled) this.#waiting = undefined;
    if (this.working) this.#timer = setTimeout(() => void this.look(), pause_ms);
  }

  async ask(): Promise<boolean> {
    const before = this.loader.data?.items.length ?? 0;
    const done = await this.task.run(async () => {
      await backUp(this.#client);
      return true;
    });
    if (!done) return false;
    this.#waiting = before;
    await this.look();
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.loader.stop();
  }
}
