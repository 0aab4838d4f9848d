import { expect, it } from 'vitest';
import { dayEntry, parseDay } from '../../src/base/day-entry';
import { fold, highlight, words } from '../../src/base/fold';
import { emphasised, fill, say, t } from '../../src/base/i18n.svelte';
import { newId } from '../../src/base/ids';
import { rowAfter } from '../../src/base/keys';
import { faultAt, moduleOf, sentenceOf } from '../../src/base/problem';
import { isReason } from '../../src/base/reason';
import { matchOf, type Route } from '../../src/base/router.svelte';

it('makes ids that sort by time', () => {
  const [first, second] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
  expect(first).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
  expect(first < second).toBe(true);
});

it('puts parameters into sentences, numbers as people write them', () => {
  expect(fill('{n} usaha di {name}', { n: 13652, name: 'Blora' })).toBe('13.652 usaha di Blora');
  expect(fill('{n} {n#business|businesses}', { n: 1 })).toBe('1 business');
  expect(fill('{n} {n#business|businesses}', { n: 2 })).toBe('2 businesses');
  expect(fill('dari {low}')).toBe('dari …');
});

it('shows a key without a sentence rather than nothing', () => {
  expect(say('intake.brand_new')).toBe('intake.brand_new');
  expect(t('act.save')).toBe('Simpan');
});

it('marks what stands between asterisks', () => {
  expect(emphasised('*Blora* punya *dua*.').map((piece) => [piece.text, piece.strong])).toEqual([
    ['Blora', true],
    [' punya ', false],
    ['dua', true],
    ['.', false],
  ]);
});

it('folds without losing its place', () => {
  expect(fold('Café-Résumé')).toBe('cafe resume');
  expect(fold('Ġ😀x')).toHaveLength('Ġ😀x'.length);
  expect(words('  Toko   "Sri" ')).toEqual(['toko', 'sri']);
});

it.each([
  ['Warung Bu Sri', 'sri war', ['Warung', 'Sri'], ['War', 'Sri']],
  ['Toko Asri', 'sri', [], []],
  ['KIOS TUNAS', 'tun', [], ['TUN']],
])('marks beginnings of words in %s for %s', (text, query, _names, hits) => {
  const pieces = highlight(text, query);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(hits);
});

it.each([
  ['31-12-2023', '2023-12-31'],
  ['1/2/2024', '2024-02-01'],
  ['29.02.2024', '2024-02-29'],
  ['31122020', '2020-12-31'],
  ['2024-01-31', '2024-01-31'],
  ['29-02-2023', ''],
  ['31-13-2023', ''],
  ['12-2023', ''],
  ['', ''],
])('reads the day %s', (typed, day) => {
  expect(parseDay(typed)).toBe(day);
});

it('writes a day the way it is typed', () => {
  expect(dayEntry('2023-12-31')).toBe('31-12-2023');
  expect(dayEntry('')).toBe('');
});

it('moves through rows and stops at the ends', () => {
  expect(rowAfter('j', -1, 3)).toBe(0);
  expect(rowAfter('j', 2, 3)).toBe(2);
  expect(rowAfter('k', 0, 3)).toBe(0);
  expect(rowAfter('End', 0, 3)).toBe(2);
  expect(rowAfter('x', 0, 3)).toBeUndefined();
  expect(rowAfter('j', 0, 0)).toBeUndefined();
});

it('finds the sentence of each kind of problem', () => {
  const problem = (type: string) => ({ type, status: 400, detail: '', faults: [] });
  expect(sentenceOf(problem('access.bad_credentials'))).toBe('Nama pengguna atau kata sandi salah.');
  expect(sentenceOf(problem('no.such_thing'))).toBe('Permintaan ditolak. Tidak ada yang berubah.');
  expect(moduleOf('intake.empty')).toBe('intake');
  expect(moduleOf('intake.pair_decided')).toBe('pairs');
  expect(moduleOf('storage.full')).toBe('problems');
  expect(moduleOf('client.offline')).toBe('base');
});

it('shows a fault at its field, wherever the server places it', () => {
  const faults = [{ path: 'values[2].owner.nik', key: 'registry.nik_length' }];
  expect(faultAt(faults, 'owner.nik')).toContain('16 angka');
  expect(faultAt(faults, 'owner.name')).toBeUndefined();
  expect(faultAt([{ path: 'day', key: 'x.y' }], 'day')).toContain('Periksa');
});

it('wants a purpose that says something', () => {
  expect(isReason('  ab  ')).toBe(false);
  expect(isReason('rapat')).toBe(true);
});

const route = (path: string): Route => ({
  path,
  page: async () => ({ default: undefined as never }),
  sentences: [],
});

it('finds the screen of an address', () => {
  const routes = ['/', '/usaha', '/usaha/baru', '/usaha/:regency/:id'].map(route);
  expect(matchOf(routes, '/usaha/')?.route.path).toBe('/usaha');
  expect(matchOf(routes, '/usaha/3316/ab%20c')?.params).toEqual({ regency: '3316', id: 'ab c' });
  expect(matchOf(routes, '/usaha/baru')?.route.path).toBe('/usaha/baru');
  expect(matchOf(routes, '/nowhere')).toBeUndefined();
});
