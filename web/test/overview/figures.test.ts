import { expect, it } from 'vitest';
import type { Overview, Part } from '../../src/overview/api';
import { axis, curveOf } from '../../src/overview/curve';
import * as figures from '../../src/overview/figures';
import { overviewLink, rowsLink } from '../../src/overview/overview.svelte';

const part = (code: string, name: string, count: number, previous = count, verified = 0): Part => ({
  code,
  name,
  count,
  previous,
  verified,
  with_nib: Math.round(count / 4),
});

const parts = [
  part('331609', 'Blora', 400, 380, 300),
  part('331605', 'Cepu', 300, 300, 90),
  part('331608', 'Jepon', 200, 210, 100),
  part('331602', 'Randublatung', 60, 50, 12),
  part('331613', 'Kunduran', 30, 30, 3),
  part('331601', 'Jati', 10, 10, 0),
  part('331600', '', 25, 20, 0),
];

const overview = (more: Partial<Overview> = {}): Overview => ({
  area: { code: '3316', name: 'Kabupaten Blora', level: 4 },
  as_of: '2023-12-31',
  computed_at: 0,
  total: 13_652,
  previous: { as_of: '2022-12-31', total: 13_265 },
  growth_bp: 292,
  statuses: [{ key: 'verified', count: 505 }],
  children: parts,
  trades: [],
  classes: [],
  class_rule: { key: 'pp7_2021', source: 'PP 7/2021 Pasal 35' },
  months: [],
  quality: [],
  coached: 0,
  flagship: 0,
  work: [],
  ...more,
});

it('makes one sentence that a regent can repeat', () => {
  expect(figures.headline(overview(), 'Blora')).toBe('Blora punya 13.652 usaha, naik 2,9% dalam setahun');
  expect(figures.headline(overview({ growth_bp: -120 }), 'Blora')).toContain('turun 1,2% dalam setahun');
  expect(figures.headline(overview({ growth_bp: 0 }), 'Blora')).toContain('tetap dalam setahun');
  expect(figures.headline(overview({ growth_bp: null }), 'Blora')).toBe('Blora punya 13.652 usaha');
  expect(figures.headline(overview({ total: 0 }), 'Blora')).toBe('Blora belum punya data usaha');
});

it('says a year only where it is one', () => {
  const other = overview({ previous: { as_of: '2023-06-30', total: 13_265 } });
  expect(figures.headline(other, 'Blora')).toContain('sejak hitungan sebelumnya');
  expect(figures.yearBefore('2024-02-29')).toBe('2023-02-28');
});

it('names where most are and where checking lags', () => {
  expect(figures.standout(overview({ total: 1025 }))).toBe(
    '*Blora, Cepu, dan Jepon* menampung 88%. Pemeriksaan di *Jati, Kunduran, dan Randublatung* paling tertinggal.',
  );
  expect(figures.standout(overview({ total: 0 }))).toBe('');
  expect(figures.standout(overview({ children: parts.slice(0, 2) }))).toBe('');
});

it('shows the formula of the growth', () => {
  expect(figures.growthFormula(overview())).toBe('(13.652 − 13.265) ÷ 13.265 = 2,9%');
  expect(figures.growthFormula(overview({ growth_bp: null }))).toBe('');
});

it('ranks parts by each measure, without those that have no place', () => {
  const names = (measure: figures.MeasureName) =>
    figures.ranking(parts, measure).rows.map((row) => row.part.name);
  expect(names('count')[0]).toBe('Blora');
  expect(names('count')).toHaveLength(6);
  expect(names('verified')).toEqual(['Blora', 'Jepon', 'Cepu', 'Randublatung', 'Kunduran', 'Jati']);
  expect(names('growth')[0]).toBe('Randublatung');
  expect(figures.ranking(parts, 'growth').rows.at(-1)!.text).toBe('-4,8%');
});

it('draws bars in proportion and never below nothing', () => {
  const { rows } = figures.ranking(parts, 'growth');
  expect(rows[0]!.length).toBe(10_000);
  expect(rows.at(-1)!.length).toBe(0);
});

it('parts values at round limits', () => {
  const limits = figures.limitsOf([52, 54, 58, 69, 71, 72, 73, 74, 75, 76, 78, 79, 80, 81, 84, 88]);
  expect(limits).toHaveLength(4);
  expect([...limits].sort((a, b) => a - b)).toEqual(limits);
  for (const limit of limits) expect(limit % 1).toBe(0);
  expect(figures.limitsOf([7])).toEqual([]);
  expect(figures.limitsOf([7, 7, 7])).toEqual([]);
});

it('explains each colour', () => {
  expect(figures.legend('count', [750, 1000])).toEqual(['<750', '750+', '≥1.000']);
  expect(figures.legend('count', [])).toEqual([]);
});

it('puts what is not known last', () => {
  const trades = [
    { key: 'unknown', count: 90 },
    { key: 'food', count: 10 },
    { key: 'craft', count: 20 },
  ];
  expect(figures.byCount(trades).map((one) => one.key)).toEqual(['craft', 'food', 'unknown']);
});

it('offers the days that people ask for', () => {
  expect(figures.usualDays('2024-03-15')).toEqual(['2024-03-15', '2024-02-29', '2023-12-31', '2022-12-31']);
  expect(figures.usualDays('2024-01-31')).toEqual(['2024-01-31', '2023-12-31', '2022-12-31']);
});

it('leads from a figure to its rows and from a district to its villages', () => {
  expect(rowsLink('3316', '')).toBe('/usaha');
  expect(rowsLink('3316', '2023-12-31', { missing: 'nib' })).toBe('/usaha?per=2023-12-31&missing=nib');
  expect(rowsLink('3316092001', '')).toBe('/usaha?district=331609&village=3316092001');
  expect(overviewLink('331609', '2023-12-31')).toBe('/?wilayah=331609&per=2023-12-31');
  expect(overviewLink('3316', '')).toBe('/');
});

it('lays an axis of round figures around the values', () => {
  expect(axis(13_265, 13_652)).toEqual({ low: 13_200, high: 13_800, step: 200 });
  expect(axis(10, 100).low).toBe(0);
  const { low, high, step } = axis(5, 5);
  expect(high).toBeGreaterThan(low);
  expect(step).toBeGreaterThan(0);
});

it('draws a line inside its box, with months that do not collide', () => {
  const months = Array.from({ length: 24 }, (_one, index) => ({
    month: `${2022 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    count: 13_000 + index * 20,
  }));
  const curve = curveOf(months, { width: 500, height: 112, left: 46, right: 90, top: 12, bottom: 22 });
  for (const point of curve.points) {
    expect(point.x).toBeGreaterThanOrEqual(46);
    expect(point.x).toBeLessThanOrEqual(410);
    expect(point.y).toBeGreaterThanOrEqual(12);
    expect(point.y).toBeLessThanOrEqual(90);
  }
  const gaps = curve.months.slice(1).map((month, index) => month.x - curve.months[index]!.x);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(40);
  expect(figures.monthlyPace(months)).toBe(20);
  expect(figures.monthlyPace(months.slice(0, 1))).toBe(0);
});

it('takes a village whose code ends in 00 for a place, and only the zeros of an unknown one for none', () => {
  const placed = (code: string) => figures.isPlaced(part(code, '', 1, 1, 0));
  expect(['3316052100', '331605', '3316'].map(placed)).toEqual([true, true, true]);
  expect(['3316050000', '331600'].map(placed)).toEqual([false, false]);
});
