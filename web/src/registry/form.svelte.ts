import { Refused, type Client, type Fault, type Problem } from '../base/client';
import { newId } from '../base/ids';
import { isReason } from '../base/reason';
import { putBusiness, putFact, type Business, type Statement } from './api';
import { textOf } from './sections';
import { canonical, editText, isMasked } from './value';

/** A field that two people changed: what I typed, and what stands there now. */
export interface Conflict {
  field: string;
  mine: string;
  theirs: string;
  keep: 'mine' | 'theirs';
}

/** The fields I changed that somebody else has changed as well, since I began. */
export function conflictsOf(changes: Statement['values'], before: Business, now: Business): Conflict[] {
  return changes
    .filter(({ field }) => textOf(before, field) !== textOf(now, field))
    .filter(({ field, text }) => text !== textOf(now, field))
    .map(({ field, text }) => ({ field, mine: text, theirs: textOf(now, field), keep: 'mine' as const }));
}

/** A new business needs one of two names; the first entry says so. */
const nameless: Fault[] = [{ path: 'business.name', key: 'new.name_missing' }];

/** A form about one business, new or known. Only what was changed is said, as a new fact. */
export class BusinessForm {
  day = $state('');
  reason = $state('');
  entries = $state<Record<string, string>>({});
  tried = $state(false);
  busy = $state(false);
  problem = $state.raw<Problem>();
  conflicts = $state<Conflict[]>([]);
  readonly changes = $derived(this.#changes());
  #business = $state.raw<Business>();
  readonly #fact = newId();

  constructor(
    private readonly client: Client,
    readonly regency: string,
    today: string,
    business?: Business,
  ) {
    this.day = today;
    this.#business = business;
  }

  get business(): Business | undefined {
    return this.#business;
  }

  get faults(): Fault[] {
    return this.tried && !this.#business && !this.named ? nameless : (this.problem?.faults ?? []);
  }

  /** What stands in the entry of a field: what was typed, or what is known and may be read. */
  entry(field: string): string {
    return this.entries[field] ?? this.#known(field);
  }

  type(field: string, text: string): void {
    this.entries[field] = text;
  }

  /** True once the day, the reason and a name are there. */
  get complete(): boolean {
    if (this.day === '') return false;
    return this.#business ? isReason(this.reason) : this.named;
  }

  get named(): boolean {
    return this.changes.some(({ field }) => field === 'business.name' || field === 'owner.name');
  }

  /** The id of the business once it is saved. */
  async save(): Promise<string | undefined> {
    this.tried = true;
    if (this.busy || !this.complete || this.changes.length === 0) return undefined;
    this.busy = true;
    this.problem = undefined;
    try {
      return this.#business ? await this.#add(this.#business) : await this.#create();
    } catch (error) {
      this.#refused(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  async #create(): Promise<string> {
    await putBusiness(this.client, this.regency, this.#fact, { day: this.day, values: this.changes });
    return this.#fact;
  }

  async #add(business: Business): Promise<string | undefined> {
    this.#settle();
    if (this.changes.length === 0) return business.id;
    const statement = { day: this.day, values: this.changes, reason: this.reason.trim() };
    this.#business = await putFact(this.client, business, this.#fact, statement);
    return business.id;
  }

  #refused(error: unknown): void {
    if (!(error instanceof Refused)) throw error;
    const now = error.problem.body as Business | undefined;
    const before = this.#business;
    if (error.problem.status === 412 && before && now && typeof now.version === 'number') {
      this.conflicts = conflictsOf(this.changes, before, now);
      this.#business = now;
      return;
    }
    this.problem = error.problem;
  }

  /** Takes over what was chosen where two people differed. */
  #settle(): void {
    for (const conflict of this.conflicts)
      if (conflict.keep === 'theirs') delete this.entries[conflict.field];
    this.conflicts = [];
  }

  #known(field: string): string {
    const text = this.#business ? textOf(this.#business, field) : '';
    return isMasked(text) ? '' : editText(field, text);
  }

  #changes(): Statement['values'] {
    return Object.entries(this.entries)
      .map(([field, typed]) => ({ field, text: canonical(field, typed) }))
      .filter(({ field, text }) => text !== '' && text !== canonical(field, this.#known(field)));
  }
}
