import { list, number, percent, percentRound, share } from '../base/format';
import { t, type Key } from '../base/i18n.svelte';
import type { Count, Overview, Part } from './api';

/** Everything the overview says about its figures, without a screen. */

export type MeasureName = 'count' | 'verified' | 'nib' | 'growth';
export const measures: readonly MeasureName[] = ['count', 'verified', 'nib', 'growth'];

export const countOf = (counts: readonly Count[], key: string): number =>
  counts.find((one) => one.key === key)?.count ?? 0;

/** A part's value: businesses, or a share in basis points. */
export function valueOf(measure: MeasureName, part: Part): number {
  switch (measure) {
    case 'count':
      return part.count;
    case 'verified':
      return share(part.verified, part.count);
    case 'nib':
      return share(part.with_nib, part.count);
    case 'growth':
      return part.previous > 0 ? Math.round(((part.count - part.previous) / part.previous) * 10_000) : 0;
  }
}

export function valueText(measure: MeasureName, value: number): string {
  if (measure === 'count') return number(value);
  return measure === 'growth' ? percent(value) : percentRound(value);
}

/** Codes end in zeros for businesses whose place is not known; those are no part of a map. */
export const isPlaced = (part: Part): boolean =>
  !(part.code.length === 10
    ? part.code.endsWith('0000')
    : part.code.length === 6 && part.code.endsWith('00'));

export interface Ranked {
  part: Part;
  value: number;
  text: string;
  step: number;
  /** Of the largest value, in basis points: the length of the bar. */
  length: number;
}

export function ranking(parts: readonly Part[], measure: MeasureName): { rows: Ranked[]; limits: number[] } {
  const valued = parts.filter(isPlaced).map((part) => ({ part, value: valueOf(measure, part) }));
  const limits = limitsOf(valued.map(({ value }) => value));
  const largest = Math.max(1, ...valued.map(({ value }) => Math.abs(value)));
  const rows = valued
    .sort((a, b) => b.value - a.value || a.part.name.localeCompare(b.part.name, 'id'))
    .map(({ part, value }) => ({
      part,
      value,
      text: valueText(measure, value),
      step: limits.filter((limit) => value >= limit).length,
      length: share(Math.max(0, value), largest),
    }));
  return { rows, limits };
}

/** Four round limits that part the values into five groups of about the same size. */
export function limitsOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length < 2) return [];
  const unit = roundUnit(sorted[sorted.length - 1]! - sorted[0]!);
  const limits: number[] = [];
  for (const fifth of [1, 2, 3, 4]) {
    const value = sorted[Math.floor((sorted.length * fifth) / 5)]!;
    const limit = Math.round(value / unit) * unit;
    if (limit > sorted[0]! && limit > (limits[limits.length - 1] ?? -Infinity)) limits.push(limit);
  }
  return limits;
}

/** 1, 2 or 5 times a power of ten: about a twentieth of the range. */
function roundUnit(range: number): number {
  const target = Math.max(1, range / 20);
  const power = 10 ** Math.floor(Math.log10(target));
  return power * (target / power >= 5 ? 5 : target / power >= 2 ? 2 : 1);
}

/** "<60 %", "60–69 %", … "≥80 %": what each colour means. */
export function legend(measure: MeasureName, limits: readonly number[]): string[] {
  if (limits.length === 0) return [];
  const text = (value: number) => valueText(measure, value);
  return [
    `<${text(limits[0]!)}`,
    ...limits.map((limit, index) => (index < limits.length - 1 ? `${text(limit)}+` : `≥${text(limit)}`)),
  ];
}

const names = (rows: Ranked[]): string => list(rows.map(({ part }) => part.name));

/** The one sentence that a regent can repeat. */
export function headline(overview: Overview, place: string): string {
  const { total, growth_bp: growth, previous } = overview;
  if (total === 0) return t('headline.none', { place });
  if (growth === null) return t('headline.count', { place, total });
  const year = yearBefore(overview.as_of) === previous.as_of;
  const key: Key = growth > 0 ? 'headline.rise' : growth < 0 ? 'headline.fall' : 'headline.same';
  return t(key, {
    place,
    total,
    growth: percent(Math.abs(growth)),
    span: t(year ? 'headline.year' : 'headline.period'),
  });
}

/** What stands out behind it: where most are, and where checking lags. */
export function standout(overview: Overview): string {
  const parts = overview.children.filter(isPlaced);
  if (overview.total === 0 || parts.length < 4) return '';
  const most = ranking(parts, 'count').rows.slice(0, 3);
  const together = share(
    most.reduce((sum, { part }) => sum + part.count, 0),
    overview.total,
  );
  const sentences = [t('standout.most', { names: names(most), share: percentRound(together) })];
  const checked = ranking(
    parts.filter((part) => part.count > 0),
    'verified',
  ).rows;
  const last = checked.slice(-3).reverse();
  if (checked.length >= 6 && countOf(overview.statuses, 'verified') > 0)
    sentences.push(t('standout.last', { names: names(last) }));
  return sentences.join(' ');
}

export function yearBefore(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)) - 1, day.slice(4)];
  return rest === '-02-29' ? `${year}-02-28` : `${year}${rest}`;
}

/** (13.652 − 13.265) ÷ 13.265 = 2,9 %. */
export function growthFormula({ total, previous, growth_bp: growth }: Overview): string {
  if (growth === null) return '';
  return `(${number(total)} − ${number(previous.total)}) ÷ ${number(previous.total)} = ${percent(growth)}`;
}

/** Average change in a month, over the months given. */
export function monthlyPace(months: Overview['months']): number {
  if (months.length < 2) return 0;
  return Math.round((months[months.length - 1]!.count - months[0]!.count) / (months.length - 1));
}

export const byCount = (counts: readonly Count[]): Count[] =>
  [...counts].sort((a, b) => Number(a.key === 'unknown') - Number(b.key === 'unknown') || b.count - a.count);

/** Days that people ask for: today, the end of last month and of the last two years. */
export function usualDays(today: string): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const lastMonth = new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
  return [...new Set([today, lastMonth, `${year - 1}-12-31`, `${year - 2}-12-31`])];
}
