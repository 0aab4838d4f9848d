import { beforeEach, expect, it } from 'vitest';
import * as format from '../../src/base/format';
import { locale } from '../../src/base/locale';

beforeEach(() => locale.useZone('WIB'));

it.each([
  [0, 'Rp\u00a00'],
  [999, 'Rp\u00a0999'],
  [1000, 'Rp\u00a01\u00a0ribu'],
  [36_500_000, 'Rp\u00a036,5\u00a0juta'],
  [2_000_000_000, 'Rp\u00a02\u00a0miliar'],
  [1_200_000_000_000, 'Rp\u00a01,2\u00a0triliun'],
])('writes %d with whole words of scale', (amount, text) => {
  expect(format.rupiahShort(amount)).toBe(text);
});

it('writes shares of basis points', () => {
  expect(format.percent(292)).toBe('2,9%');
  expect(format.percentExact(928)).toBe('9,28%');
  expect(format.percentRound(7496)).toBe('75%');
  expect(format.share(1, 3)).toBe(3333);
  expect(format.share(5, 0)).toBe(0);
});

it('does not call a small share none', () => {
  expect(format.shareText(26, 13_652)).toBe('<1%');
  expect(format.shareText(0, 13_652)).toBe('0%');
  expect(format.shareText(100, 100)).toBe('100%');
});

it('writes days without moving them by a zone', () => {
  expect(format.day('2023-12-31')).toBe('31 Desember 2023');
  expect(format.dayShort('2024-01-01')).toBe('1 Jan 2024');
  expect(format.month('2024-02')).toBe('Februari 2024');
  expect(format.day('kapan saja')).toBe('kapan saja');
});

it('writes instants in the zone of the regency', () => {
  const at = Date.UTC(2024, 0, 31, 0, 40);
  expect(format.moment(at)).toContain('07.40');
  locale.useZone('WITA');
  expect(format.moment(at)).toContain('08.40');
});

it('says how long something waits', () => {
  const day = 86_400_000;
  expect(format.age(0, 5 * day)).toBe('5 hari');
  expect(format.age(0, 3 * 3_600_000)).toBe('3 jam');
  expect(format.age(0, 20 * 60_000)).toBe('20 menit');
  expect(format.age(10, 0)).toBe('1 menit');
});

it('keeps amounts exact while they are typed', () => {
  expect(format.grouped('12500000')).toBe('12.500.000');
  expect(format.grouped('Rp 1.000abc')).toBe('1.000');
  expect(format.grouped('')).toBe('');
  expect(format.digits('007')).toBe('7');
  expect(format.digits('0')).toBe('0');
});

it('writes sizes of files and capped counts', () => {
  expect(format.bytes(900)).toBe('900 B');
  expect(format.bytes(12_400)).toBe('12,4 KB');
  expect(format.bytes(1_363_672)).toBe('1,4 MB');
  expect(format.capped({ value: 9999, capped: true })).toBe('9.999+');
});
