import type { Fault } from '../base/client';
import { held_without_number, licenceText } from '../registry/licence';
import type { Licence } from './api';

export type Statement = { field: string; text: string }[];

/** What is typed about one licence: a new one, or one that is corrected. */
export class LicenceEntry {
  kind = $state('pirt');
  number = $state('');
  from = $state('');
  until = $state('');
  issuer = $state('');

  constructor(readonly before?: Licence) {
    if (!before) return;
    this.kind = before.kind;
    this.number = before.numbered ? before.number : '';
    this.from = before.from ?? '';
    this.until = before.basis === 'said' ? (before.until ?? '') : '';
    this.issuer = before.issuer;
  }

  get field(): string {
    return `licence.${this.kind}`;
  }

  get changed(): boolean {
    const { before } = this;
    if (!before) return true;
    const known = new LicenceEntry(before);
    return this.#said() !== known.#said();
  }

  /** What is said of the business by this entry. Where a part was taken out, the licence is said anew. */
  statement(): Statement {
    const now = { field: this.field, text: this.#said() };
    const { before } = this;
    if (!before) return [now];
    const known = new LicenceEntry(before);
    const renamed = known.#number() !== this.#number();
    const removed = (['from', 'until', 'issuer'] as const).some((part) => known[part] && !this[part].trim());
    return renamed || removed ? [...this.removal(), now] : [now];
  }

  /** That there is no such licence. */
  removal(): Statement {
    if (!this.before) return [];
    const text = licenceText({ number: this.before.number, gone: true });
    return [{ field: `licence.${this.before.kind}`, text }];
  }

  #number(): string {
    return this.number.trim() || held_without_number;
  }

  #said(): string {
    return licenceText({ number: this.#number(), from: this.from, until: this.until, issuer: this.issuer });
  }
}

/** Where a fault of the licence's value belongs in the form. */
export function faultsByEntry(faults: readonly Fault[] = []): Record<'number' | 'from' | 'until', string> {
  const places = { number: '', from: '', until: '' };
  for (const { path, key } of faults) {
    if (!path.startsWith('licence.')) continue;
    if (key === 'registry.licence_days') places.until = key;
    else if (key === 'registry.future_day') places.from = key;
    else places.number = key;
  }
  return places;
}
