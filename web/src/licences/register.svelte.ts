import type { Client, CountedPage } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import {
  deleteContact,
  filterNames,
  listLicences,
  putContact,
  readSummary,
  type Licence,
  type RegisterQuery,
  type Summary,
} from './api';

/** Whoever opens the register finds what soon expires. */
export const first_view: RegisterQuery = { state: 'expiring', days: '90' };

/** What the screen's address asks for; `state=all` is the whole register. */
export function viewOf(address: URLSearchParams): RegisterQuery {
  const view: RegisterQuery = {};
  for (const name of filterNames) {
    const value = address.get(name);
    if (value) view[name] = value;
  }
  if (!view.state) return { ...view, ...first_view };
  return view;
}

/** The view as the server is asked. */
export function queryOf({ state, ...rest }: RegisterQuery): RegisterQuery {
  const query: RegisterQuery = { ...rest };
  if (state !== 'all') query.state = state;
  if (state !== 'expiring' && state !== 'valid') delete query.days;
  return query;
}

/** The address of a view of the register, in the area that is shown. */
export function viewLink({ district, village }: RegisterQuery, filters: RegisterQuery): string {
  const pairs = Object.entries({ district, village, ...filters }).filter(([, value]) => value);
  return `/izin?${new URLSearchParams(pairs as [string, string][])}`;
}

export type Figures = { held: number; expired: number; unknown: number; within: Record<number, number> };

/** Counts over all kinds, or of one. */
export function figuresOf(summary: Summary, kind = ''): Figures {
  const figures: Figures = { held: 0, expired: 0, unknown: 0, within: {} };
  for (const one of summary.kinds) {
    if (kind && one.kind !== kind) continue;
    figures.held += one.held;
    figures.expired += one.expired;
    figures.unknown += one.unknown;
    for (const { days, count } of one.expiring) figures.within[days] = (figures.within[days] ?? 0) + count;
  }
  return figures;
}

/** The tone of a pill. */
export const toneOf: Record<Licence['state'], string> = {
  expired: 'bad',
  expiring: 'wait',
  valid: 'good',
  endless: 'good',
  moved: 'bad',
  unknown: '',
};

export const keyOf = ({ business, kind, number }: Licence): string => [business, kind, number].join(' ');

/** The register on the screen: its figures, a page of it, and more of that page. */
export class Register {
  readonly list = new Loader<CountedPage<Licence>>();
  readonly summary = new Loader<Summary>();

  constructor(private readonly client: Client) {}

  async ask(regency: string, view: RegisterQuery): Promise<void> {
    const query = queryOf(view);
    await Promise.all([
      this.list.run((signal) => listLicences(this.client, regency, query, null, signal)),
      this.summary.run((signal) => readSummary(this.client, regency, query, signal)),
    ]);
  }

  async more(regency: string, view: RegisterQuery): Promise<void> {
    const before = this.list.data;
    if (!before?.next || this.list.busy) return;
    await this.list.run(async (signal) => {
      const page = await listLicences(this.client, regency, queryOf(view), before.next, signal);
      return { ...page, count: before.count, items: [...before.items, ...page.items] };
    });
  }

  /** Shows the contacts of licences as they now are, without asking for the list again. */
  takeOver(licences: Licence[]): void {
    const page = this.list.data;
    if (!page) return;
    const now = new Map(licences.map((licence) => [keyOf(licence), licence]));
    const items = page.items.map((item) => ({
      ...item,
      contacts: now.get(keyOf(item))?.contacts ?? item.contacts,
    }));
    this.list.data = { ...page, items };
  }
}

/** Notes that somebody spoke with a business about a licence, and takes such a note back. */
export class Contacts {
  readonly task = new Task();
  readonly #id = newId();

  constructor(
    private readonly client: Client,
    private readonly regency: string,
    private readonly licence: Licence,
  ) {}

  /** The business's licences afterwards. */
  async add(day: string, note: string): Promise<Licence[] | undefined> {
    const contact = { id: this.#id, day, note: note.trim() };
    return (await this.task.run(() => putContact(this.client, this.regency, this.licence, contact)))?.items;
  }

  async undo(contact: string): Promise<Licence[] | undefined> {
    const { business } = this.licence;
    return (await this.task.run(() => deleteContact(this.client, this.regency, business, contact)))?.items;
  }
}
