import { locale } from './locale';

/** How numbers, money, days and instants are written. Days are "YYYY-MM-DD", instants milliseconds since 1970. */

type Formats = ReturnType<typeof formatsOf>;

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

function formatsOf(tag: string, zone: string) {
  const day = { day: 'numeric', timeZone: 'UTC' } as const;
  return {
    number: new Intl.NumberFormat(tag),
    short: new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }),
    percent: new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }),
    percent1: new Intl.NumberFormat(tag, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
    percent2: new Intl.NumberFormat(tag, {
      style: 'percent',
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
    day: new Intl.DateTimeFormat(tag, { ...day, month: 'long', year: 'numeric' }),
    dayShort: new Intl.DateTimeFormat(tag, { ...day, month: 'short', year: 'numeric' }),
    month: new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    monthYear: new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
    monthShort: new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }),
    moment: new Intl.DateTimeFormat(tag, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    }),
    list: new Intl.ListFormat(tag, { type: 'conjunction' }),
    minutes: new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long' }),
    hours: new Intl.NumberFormat(tag, { style: 'unit', unit: 'hour', unitDisplay: 'long' }),
    days: new Intl.NumberFormat(tag, { style: 'unit', unit: 'day', unitDisplay: 'long' }),
    relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }),
    scales: tag.startsWith('id')
      ? (['ribu', 'juta', 'miliar', 'triliun'] as const)
      : (['thousand', 'million', 'billion', 'trillion'] as const),
  };
}

let kept: { for: string; formats: Formats } | undefined;

/** The formats of the present language and zone; making them costs milliseconds, so they are kept. */
function formats(): Formats {
  const wanted = `${locale.tag} ${locale.zone}`;
  if (kept?.for !== wanted) kept = { for: wanted, formats: formatsOf(locale.tag, locale.zone) };
  return kept.formats;
}

export const number = (value: number): string => formats().number.format(value);
export const list = (words: string[]): string => formats().list.format(words);

/** Basis points: 292 is 2,9 %. */
export const percent = (basisPoints: number): string => formats().percent1.format(basisPoints / 10_000);
/** As official tables have it: 928 is 9,28 %. */
export const percentExact = (basisPoints: number): string => formats().percent2.format(basisPoints / 10_000);
export const percentRound = (basisPoints: number): string => formats().percent.format(basisPoints / 10_000);

/** A share in whole per cent; what is there but less than half a per cent is not called none. */
export function shareText(part: number, whole: number): string {
  const basisPoints = share(part, whole);
  return part > 0 && basisPoints < 50 ? `<${percentRound(100)}` : percentRound(basisPoints);
}

/** Share of `part` in `whole` in basis points; 0 of nothing. */
export const share = (part: number, whole: number): number =>
  whole > 0 ? Math.round((part / whole) * 10_000) : 0;

export const rupiah = (amount: number): string => `Rp\u00a0${number(amount)}`;

/** Rp 84,6 miliar: whole words, as "M" is miliar to one reader and million to the next. */
export function rupiahShort(amount: number): string {
  const step = Math.min(4, Math.floor(Math.log10(Math.max(1, Math.abs(amount))) / 3));
  if (step < 1) return rupiah(amount);
  const value = formats().short.format(amount / 1000 ** step);
  return `Rp\u00a0${value}\u00a0${formats().scales[step - 1]}`;
}

const utc = (text: string): Date => new Date(`${text}T00:00:00Z`);
const valid = (date: Date): boolean => !Number.isNaN(date.getTime());

export const day = (text: string): string => (valid(utc(text)) ? formats().day.format(utc(text)) : text);
export const dayShort = (text: string): string =>
  valid(utc(text)) ? formats().dayShort.format(utc(text)) : text;
export const month = (text: string): string => formats().month.format(utc(`${text}-01`));
export const monthYear = (text: string): string => formats().monthYear.format(utc(`${text}-01`));
export const monthShort = (text: string): string => formats().monthShort.format(utc(`${text}-01`));
export const moment = (milliseconds: number): string => formats().moment.format(milliseconds);

/** "3 hari yang lalu", in the largest unit that fits. */
export function ago(milliseconds: number, now = Date.now()): string {
  const age = Math.max(0, now - milliseconds);
  if (age < minute_ms) return formats().relative.format(0, 'minute');
  if (age < hour_ms) return formats().relative.format(-Math.floor(age / minute_ms), 'minute');
  if (age < day_ms) return formats().relative.format(-Math.floor(age / hour_ms), 'hour');
  return formats().relative.format(-Math.floor(age / day_ms), 'day');
}

/** How long something has waited: "5 hari", "3 jam", "20 menit". */
export function age(since: number, now = Date.now()): string {
  const waited = Math.max(0, now - since);
  if (waited < hour_ms) return formats().minutes.format(Math.max(1, Math.floor(waited / minute_ms)));
  if (waited < day_ms) return formats().hours.format(Math.floor(waited / hour_ms));
  return formats().days.format(Math.floor(waited / day_ms));
}

export function bytes(size: number): string {
  if (size < 1000) return `${number(size)} B`;
  if (size < 1_000_000) return `${formats().short.format(size / 1000)} KB`;
  return `${formats().short.format(size / 1_000_000)} MB`;
}

/** A count that the server stopped counting: "9.999+". */
export const capped = (count: { value: number; capped: boolean }): string =>
  count.capped ? `${number(count.value)}+` : number(count.value);

/** What a person typed as an amount, as digits for the server: "12.500.000" is "12500000". */
export const digits = (typed: string): string => typed.replace(/\D/g, '').replace(/^0+(?=\d)/, '');

/** The same with its thousands marked, while typing. Amounts stay below 2^53. */
export function grouped(typed: string): string {
  const kept = digits(typed).slice(0, 15);
  return kept === '' ? '' : number(Number(kept));
}
