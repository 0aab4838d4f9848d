import { beforeAll, expect, it } from 'vitest';
import type { Covered, Figures, Product } from '../../src/census/api';
import { needsOf } from '../../src/census/plan';
import { byProduct, dayBars, daySeries, sorted } from '../../src/census/series';
import { countResults, linesOf } from '../../src/census/sealed';
import { headline, idleDays, outcomeBars } from '../../src/census/words';
import { sentences } from '../../src/base/i18n.svelte';

beforeAll(() => sentences.need(['base', 'census']));

const figures = (more: Partial<Figures> = {}): Figures => ({
  listed: 105_000,
  on_the_way: 0,
  unvisited: 80_000,
  unreviewed: 3,
  found: 12_340,
  removed: 500,
  target: 60_000,
  target_left: 59_500,
  accepted: [],
  forecast: { days: 14, days_seen: 10, visited: 7_000, finish: '2027-01-14' },
  ...more,
});
const covered = (key: string, more: Partial<Covered> = {}): Covered => ({
  key,
  name: key,
  assigned: 0,
  visited: 0,
  submitted: 0,
  returned: 0,
  accepted: 0,
  found: 0,
  refused: 0,
  gps: 0,
  photos: 0,
  last_day: '',
  honorarium: 0,
  ...more,
});

it('says what a regent can repeat, and a day only while there is one to expect', () => {
  const said = headline(figures(), 'running', '2026-12-01');
  expect(said).toContain('12.340 dari 60.000 usaha sudah ditemukan (21%).');
  expect(said).toContain('500 kunjungan per hari');
  expect(said).toContain('14 Januari 2027');
  expect(headline(figures(), 'running', '2027-02-01')).not.toContain('Januari');
  expect(headline(figures(), 'closed', '2026-12-01')).not.toContain('Januari');
  expect(headline(figures({ found: 60_001 }), 'running', '2026-12-01')).toContain('Target tercapai.');
  const unknown = figures({ forecast: { days: 14, days_seen: 2, visited: 4, finish: null } });
  expect(headline(unknown, 'running', '2026-12-01')).toContain('Belum dapat diperkirakan');
  expect(headline(figures(), 'draft', '2026-12-01')).toBe('Target 60.000 usaha, 105.000 nama di daftar.');
});

it('puts outcomes that exist first, then what is off the list, then what nobody knows', () => {
  const bars = outcomeBars([
    { outcome: 'refused', targets: 90 },
    { outcome: 'closed', targets: 5 },
    { outcome: 'not_a_business', targets: 7 },
    { outcome: 'deceased', targets: 0 },
    { outcome: 'found', targets: 2 },
  ]);
  expect(bars.map(({ outcome }) => outcome)).toEqual(['found', 'not_a_business', 'closed', 'refused']);
  expect(bars.map(({ weight }) => weight)).toEqual(['found', 'removed', 'removed', 'open']);
});

it('asks after who has work left and sends nothing', () => {
  const idle = { last_day: '2026-11-20', assigned: 50, visited: 10 };
  expect(idleDays(idle, '2026-11-25', '2026-11-01')).toBe(5);
  expect(idleDays(idle, '2026-11-22', '2026-11-01')).toBeUndefined();
  expect(idleDays({ ...idle, visited: 50 }, '2026-11-25', '2026-11-01')).toBeUndefined();
  expect(idleDays({ ...idle, assigned: 0 }, '2026-11-25', '2026-11-01')).toBeUndefined();
  // Who never sent anything is counted from the first day of the campaign.
  expect(idleDays({ ...idle, last_day: '' }, '2026-11-25', '2026-11-15')).toBe(10);
  expect(idleDays({ ...idle, last_day: '' }, '2026-11-25', '2026-12-01')).toBeUndefined();
});

it('needs enumerators for every name that is begun', () => {
  const plan = { per: 500, honorarium: 15_000, cost: 1_000_000 };
  expect(needsOf(1_001, plan)).toEqual({ names: 1_001, enumerators: 3, cost: 16_015_000 });
  expect(needsOf(0, plan).enumerators).toBe(0);
  expect(needsOf(10, { ...plan, per: 0 }).enumerators).toBe(0);
});

it('adds days up, and leaves room for those without a visit', () => {
  const points = daySeries([
    covered('2026-11-20', { visited: 4, found: 3 }),
    covered('2026-11-17', { visited: 2, found: 1 }),
    covered('', { visited: 9 }),
  ]);
  expect(points.map(({ total }) => total)).toEqual([1, 4]);
  const { bars, lines } = dayBars(points, {
    width: 300,
    height: 100,
    left: 40,
    right: 0,
    top: 0,
    bottom: 20,
  });
  const room = (bars[1]!.x - bars[0]!.x) / 3;
  expect(room).toBeCloseTo(260 / 14);
  expect(bars[1]!.height).toBeCloseTo(80);
  expect(lines[0]!.y).toBe(80);
  expect(dayBars([], { width: 300, height: 100, left: 0, right: 0, top: 0, bottom: 0 }).bars).toEqual([]);
});

it('sorts equal rows by name, whichever way', () => {
  const rows = [covered('b', { visited: 1 }), covered('a', { visited: 1 }), covered('c', { visited: 2 })];
  const keys = (down: boolean) => sorted(rows, 'visited', down, ({ name }) => name).map(({ key }) => key);
  expect(keys(true)).toEqual(['c', 'a', 'b']);
  expect(keys(false)).toEqual(['a', 'b', 'c']);
});

it('adds up what is made over districts, unit by unit', () => {
  const made = (kbli: string, businesses: number, unit: string, a_month: number): Product => ({
    kbli,
    area: '331605',
    name: 'Cepu',
    businesses,
    capacity: [{ unit, a_month }],
  });
  const all = byProduct([made('', 9, 'kg', 1), made('10794', 2, 'kg', 40), made('10794', 1, 'buah', 5)]);
  expect(all.map(({ kbli, businesses }) => [kbli, businesses])).toEqual([
    ['10794', 3],
    ['', 9],
  ]);
  expect(all[0]!.capacity).toEqual([
    { unit: 'kg', a_month: 40 },
    { unit: 'buah', a_month: 5 },
  ]);
});

it('reads the answer to a sealed file line by line, also when it was cut off', () => {
  const lines = linesOf(
    '{"line":2,"kind":"photo","status":200,"id":"p"}\n' +
      '{"line":3,"kind":"visit","status":201,"id":"v","conflicts":["note"]}\n\n' +
      '{"line":4,"kind":"visit","status":422,"id":"w","type":"census.phone_file_damaged","faults":[]}\n{"line":5,"ki',
  );
  expect(lines.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(countResults(lines)).toEqual({ received: 1, conflict: 1, refused: 1 });
});
