import type { Profile } from './vault';

/** Days and hours by the server's clock as far as it is known; the phone's own is often wrong. */

const zones: Record<Profile['zone'], string> = {
  WIB: 'Asia/Jakarta',
  WITA: 'Asia/Makassar',
  WIT: 'Asia/Jayapura',
};

export class Clock {
  zone: Profile['zone'] = 'WIB';
  /** How far the phone's clock is behind. */
  offset_ms = 0;
  #days = new Map<string, Intl.DateTimeFormat>();

  now(): number {
    return Date.now() + this.offset_ms;
  }

  /** `at` is what the server said when it answered: whole seconds, and a while on its way. Whether it was news. */
  learn(at: number): boolean {
    const before = this.offset_ms;
    const offset = at - Date.now();
    if (Math.abs(offset - before) >= 60_000) this.offset_ms = Math.abs(offset) < 60_000 ? 0 : offset;
    return this.offset_ms !== before;
  }

  /** YYYY-MM-DD */
  dayOf(at: number): string {
    return this.#format('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  }

  get today(): string {
    return this.dayOf(this.now());
  }

  /** 09.12 */
  hour(at: number, tag: string): string {
    return this.#format(tag, { hour: '2-digit', minute: '2-digit' }).format(at);
  }

  #format(tag: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = `${tag} ${this.zone} ${Object.keys(parts).join()}`;
    const known =
      this.#days.get(key) ?? new Intl.DateTimeFormat(tag, { ...parts, timeZone: zones[this.zone] });
    this.#days.set(key, known);
    return known;
  }
}
