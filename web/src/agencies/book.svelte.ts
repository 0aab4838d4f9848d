import type { Client } from '../base/client';
import { t } from '../base/i18n.svelte';
import { Loader } from '../base/loader.svelte';
import { client } from '../base/session.svelte';
import { readAgencies, type Agencies, type Agency } from './api';

/** In place of an agency where rules of the same weight name several. */
export const conflict = 'conflict';

/** The agencies of the regency: read once, and anew after each change. */
export class AgencyBook {
  readonly loader = new Loader<Agencies>();
  #regency = '';

  constructor(private readonly client: Client) {}

  get data(): Agencies | undefined {
    return this.loader.data;
  }

  get all(): Agency[] {
    return this.loader.data?.agencies ?? [];
  }

  get open(): Agency[] {
    return this.all.filter((agency) => !agency.closed);
  }

  need(regency: string): void {
    if (regency === this.#regency || regency === '') return;
    this.loader.data = undefined;
    void this.read(regency);
  }

  async read(regency: string): Promise<void> {
    this.#regency = regency;
    const read = await this.loader.run((signal) => readAgencies(this.client, regency, signal));
    if (!read && this.loader.problem) this.#regency = '';
  }

  /** A write's reply is the newest there is. */
  take(agencies: Agencies): void {
    this.loader.data = agencies;
  }

  find(id: string): Agency | undefined {
    return this.all.find((agency) => agency.id === id);
  }

  /** Also what stands in place of an agency. */
  nameOf(id: string): string {
    if (id === '' || id === 'none') return t('agencies.nobody');
    if (id === conflict) return t('agencies.conflict');
    return this.find(id)?.short_name ?? t('agencies.unknown');
  }

  /** Whether the account may speak for this agency: whoever belongs to none is not bound. */
  mine(id: string): boolean {
    const yours = this.loader.data?.yours ?? [];
    return yours.length === 0 || yours.includes(id) || id === '' || id === conflict;
  }
}

export const agencyBook = new AgencyBook(client);
