import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Loader, Task } from '../base/loader.svelte';
import { putFact, readBusiness, unmask, type Business, type FieldText } from './api';

/** How long personal data stays readable on the screen. */
export const unmasked_minutes = 5;

/** One business on the screen, and what may be done with it there. */
export class BusinessModel {
  readonly loader = new Loader<Business>();
  readonly task = new Task();
  opened = $state.raw<FieldText[]>([]);
  openUntil = $state(0);
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: Client) {}

  get business(): Business | undefined {
    return this.loader.data;
  }

  async load(regency: string, id: string): Promise<void> {
    this.mask();
    await this.loader.run((signal) => readBusiness(this.client, regency, id, signal));
  }

  show(business: Business): void {
    this.loader.data = business;
  }

  async unmask(purpose: string): Promise<boolean> {
    const business = this.business;
    if (!business) return false;
    const reply = await this.task.run(() => unmask(this.client, business.regency, business.id, purpose));
    if (!reply) return false;
    this.opened = reply.values;
    this.openUntil = Date.now() + unmasked_minutes * 60_000;
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.mask(), unmasked_minutes * 60_000);
    return true;
  }

  mask(): void {
    clearTimeout(this.#closing);
    this.opened = [];
    this.openUntil = 0;
  }

  /** Says something more about the business, such as that an agency coaches it. */
  async add(day: string, values: { field: string; text: string }[], reason: string): Promise<boolean> {
    const business = this.business;
    if (!business) return false;
    const after = await this.task.run(() => putFact(this.client, business, newId(), { day, values, reason }));
    if (after) this.show(after);
    return after !== undefined;
  }
}
