import { isAbort, problemOf, type Client, type Problem } from '../base/client';
import { newId } from '../base/ids';
import { file_bytes_max, sendFile, type Batch } from './api';

/** Sends one file; the id is made here, so that sending it again after a lost line is harmless. */
export class Upload {
  file = $state.raw<File>();
  sent = $state(0);
  busy = $state(false);
  problem = $state.raw<Problem>();
  #stop: AbortController | undefined;
  #id = '';

  constructor(private readonly client: Client) {}

  async send(regency: string, file: File): Promise<Batch | undefined> {
    if (file !== this.file) this.#id = newId();
    this.file = file;
    this.sent = 0;
    this.problem = localProblem(file);
    if (this.problem) return undefined;
    this.#stop = new AbortController();
    this.busy = true;
    try {
      return await sendFile(
        this.client,
        regency,
        this.#id,
        file,
        (sent) => (this.sent = sent),
        this.#stop.signal,
      );
    } catch (error) {
      if (!isAbort(error)) this.problem = problemOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  stop(): void {
    this.#stop?.abort();
    this.file = undefined;
  }
}

/** What can be said before a byte is sent. */
export function localProblem(file: Pick<File, 'size'>): Problem | undefined {
  const refusal = (type: string): Problem => ({ type, status: 0, detail: '', faults: [] });
  if (file.size === 0) return refusal('intake.empty');
  return file.size > file_bytes_max ? refusal('intake.too_large') : undefined;
}
