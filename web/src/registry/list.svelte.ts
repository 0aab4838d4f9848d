import type { Client, CountedPage } from '../base/client';
import { Loader } from '../base/loader.svelte';
import { reveal } from '../base/search-words';
import { filterNames, listBusinesses, type BusinessRow, type Filters, type ListQuery } from './api';

export function queryOf(address: URLSearchParams): ListQuery {
  const query: ListQuery = {};
  for (const name of ['q', ...filterNames] as const) {
    const value = address.get(name);
    if (value) query[name] = name === 'q' ? reveal(value) : value;
  }
  if (address.get('sort') === 'newest') query.sort = 'newest';
  const day = address.get('per');
  if (day) query.as_of = day;
  return query;
}

export const filtersOf = ({ q: _q, sort: _sort, as_of: _day, ...filters }: ListQuery): Filters => filters;

/** What a filter's change makes of the others: a village lies in its district. */
export function filterChange(name: string, value: string): Record<string, string> {
  return name === 'district' ? { district: value, village: '' } : { [name]: value };
}

const keyOf = (regency: string, query: ListQuery): string =>
  JSON.stringify([regency, Object.entries(query).sort()]);

/** The list of businesses: what is asked, what came, and more of it. */
export class BusinessList {
  readonly loader = new Loader<CountedPage<BusinessRow>>();
  /** True while the rows shown answer an earlier question. */
  stale = $derived.by(() => this.loader.busy && this.#asked !== this.#shown);
  #asked = $state('');
  #shown = $state('');

  constructor(private readonly client: Client) {}

  get page(): CountedPage<BusinessRow> | undefined {
    return this.loader.data;
  }

  /** Asks anew unless this very list is there: who comes back from a business finds it as it was. */
  async ask(regency: string, query: ListQuery): Promise<void> {
    const key = keyOf(regency, query);
    if (key === this.#asked && !this.loader.problem) return;
    this.#asked = key;
    if (await this.loader.run((signal) => listBusinesses(this.client, regency, query, null, signal)))
      this.#shown = key;
  }

  async more(regency: string, query: ListQuery): Promise<void> {
    const before = this.loader.data;
    if (!before?.next || this.loader.busy) return;
    await this.loader.run(async (signal) => {
      const page = await listBusinesses(this.client, regency, query, before.next, signal);
      return { ...page, count: before.count, items: [...before.items, ...page.items] };
    });
  }

  forget(): void {
    this.#asked = '';
  }
}
