import type { Client, Page } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import {
  commitBatch,
  listIssues,
  listRows,
  putSettings,
  readBatch,
  readPreview,
  undoBatch,
  unmaskRows,
  type Batch,
  type BatchState,
  type CheckedRow,
  type Counts,
  type Issue,
  type PreviewRow,
  type Question,
  type Settings,
  type Verdict,
  verdicts,
} from './api';

const busy_states: readonly BatchState[] = ['reading', 'checking', 'committing', 'undoing'];
const poll_ms = 500;
const poll_offline_ms = 3_000;
/** Rows of sheets stand one behind the other under numbers of their own. */
export const sheet_rows = 10_000_000;

export const isBusy = (state: BatchState): boolean => busy_states.includes(state);

/** Which of the four steps a batch is at: file, columns, check, done. */
export function stepOf(state: BatchState): 1 | 2 | 3 | 4 {
  if (state === 'reading' || state === 'refused' || state === 'failed') return 1;
  if (state === 'mapping') return 2;
  return state === 'checking' || state === 'checked' ? 3 : 4;
}

/** The first verdict worth looking at: what goes wrong before what goes well. */
export function firstVerdict(counts: Counts): Verdict {
  return (
    (['rejected', 'doubtful', 'new', 'update', ...verdicts] as const).find((one) => counts[one] > 0) ?? 'new'
  );
}

/** One file on its way into the registry. */
export class BatchModel {
  readonly loader = new Loader<Batch>();
  readonly task = new Task();
  readonly rows = new Loader<Page<CheckedRow>>();
  readonly issues = new Loader<Issue[]>();
  readonly preview = new Loader<PreviewRow[]>();
  verdict = $state<Verdict>('new');
  issue = $state('');
  /** Why rows are shown in clear; empty while they are masked. */
  purpose = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';
  #state: BatchState | undefined;

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly id: string,
    private readonly onsettled: () => void,
  ) {}

  get batch(): Batch | undefined {
    return this.loader.data;
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer);
    await this.loader.run((signal) => readBatch(this.client, this.regency, this.id, signal));
    this.#notice();
    const state = this.batch?.state;
    // A line that is down for a moment does not end the watch.
    if (state && isBusy(state))
      this.#timer = setTimeout(() => void this.load(), this.loader.problem ? poll_offline_ms : poll_ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.loader.stop();
  }

  check(settings: Settings): Promise<void> {
    return this.#act(() => putSettings(this.client, this.regency, this.id, settings));
  }

  commit(): Promise<void> {
    return this.#act(() => commitBatch(this.client, this.regency, this.id));
  }

  undo(): Promise<void> {
    return this.#act(() => undoBatch(this.client, this.regency, this.id));
  }

  showPreview(sheet: number, limit: number): Promise<boolean> {
    return this.preview.run(
      async (signal) => (await readPreview(this.client, this.regency, this.id, sheet, 1, limit, signal)).rows,
    );
  }

  /** One row as it stands in the file. */
  async original(sheet: number, row: number): Promise<PreviewRow | undefined> {
    return (await readPreview(this.client, this.regency, this.id, sheet, row, 1)).rows[0];
  }

  /** The rows of a verdict, or those with an issue whatever became of them. */
  async showRows(verdict: Verdict, issue = ''): Promise<void> {
    this.verdict = verdict;
    this.issue = issue;
    this.purpose = '';
    await this.rows.run((signal) => this.#rows(null, signal));
  }

  /** Shows these rows in clear, and further ones of the same kind; each page is recorded with the purpose. */
  async unmask(purpose: string): Promise<boolean> {
    this.purpose = purpose;
    const shown = await this.rows.run((signal) => this.#rows(null, signal));
    if (!shown) this.purpose = '';
    return shown;
  }

  mask(): void {
    void this.showRows(this.verdict, this.issue);
  }

  /** How often the finding that the rows are narrowed to was made. */
  get issueCount(): { value: number; capped: boolean } | undefined {
    const found = (this.issues.data ?? []).filter((one) => one.key === this.issue);
    return found.length > 0
      ? { value: found.reduce((sum, one) => sum + one.count, 0), capped: false }
      : undefined;
  }

  async moreRows(): Promise<void> {
    const before = this.rows.data;
    if (!before?.next || this.rows.busy) return;
    await this.rows.run(async (signal) => {
      const page = await this.#rows(before.next, signal);
      return { ...page, items: [...before.items, ...page.items] };
    });
  }

  #rows(cursor: string | null, signal: AbortSignal): Promise<Page<CheckedRow>> {
    const question: Question = { verdict: this.issue ? '' : this.verdict, key: this.issue };
    if (this.purpose)
      return unmaskRows(this.client, this.regency, this.id, question, cursor, this.purpose, signal);
    return listRows(this.client, this.regency, this.id, question, cursor, signal);
  }

  async #act(work: () => Promise<Batch>): Promise<void> {
    const batch = await this.task.run(work);
    if (!batch) return;
    clearTimeout(this.#timer);
    this.loader.data = batch;
    this.#notice();
    await this.load();
  }

  /** Acts once on each state that the batch comes to. */
  #notice(): void {
    const state = this.batch?.state;
    if (!state || state === this.#state) return;
    this.#state = state;
    this.#entered(state);
  }

  #entered(state: BatchState): void {
    if (state === 'committed' || state === 'undone') this.onsettled();
    const counts = this.batch?.counts;
    const shown = `${state} ${JSON.stringify(counts)}`;
    if (!counts || isBusy(state) || state === 'mapping' || shown === this.#asked) return;
    this.#asked = shown;
    void this.showRows(firstVerdict(counts));
    void this.issues.run(
      async (signal) => (await listIssues(this.client, this.regency, this.id, signal)).items,
    );
  }
}
