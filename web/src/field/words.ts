import { locale } from '../base/locale';
import { rtOf } from './walk';
import type { Target } from './visit/port';

/** 8 Juni 2026 of "2026-06-08"; made anew each time, as a screen shows few. */
export function day(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return text;
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return at.toLocaleDateString(locale.tag, parts);
}

/** Dusun Krajan RT 02/01, or the address where nothing else is known. */
export function whereOf(target: Target): string {
  const rt = rtOf(target);
  return [target.hamlet, rt && `RT ${rt}`].filter(Boolean).join(' ') || target.address;
}

/** 352 KB, 1,4 MB, 12 GB */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))}\u00a0KB`;
  const [value, unit] =
    bytes < 1_000_000_000 ? ([bytes / 1_000_000, 'MB'] as const) : ([bytes / 1_000_000_000, 'GB'] as const);
  return `${value.toLocaleString(locale.tag, { maximumFractionDigits: value < 10 ? 1 : 0 })}\u00a0${unit}`;
}
