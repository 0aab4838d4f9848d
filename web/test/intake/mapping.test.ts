import { expect, it } from 'vitest';
import { Mapping, certainty, columnsUnder, guessHeader } from '../../src/intake/mapping.svelte';
import { dayInTitles } from '../../src/intake/title-day';
import { batch, settings } from '../fixture';

const today = '2024-01-31';
const rows = [
  { row: 1, cells: ['DATA UMKM', '', '', ''] },
  { row: 3, cells: ['No', 'Nama Pemilik', 'Alamat', ''] },
  { row: 4, cells: ['NO', 'NAMA PEMILIK', 'OMZET', 'KET'] },
  { row: 5, cells: ['1', 'Sri', '500rb', ''] },
  { row: 6, cells: ['2', 'Budi', '', 'x'] },
];

it('begins with what was detected', () => {
  const mapping = new Mapping(batch(), today);
  expect(mapping.source).toBe('Pendataan Cepu 2023');
  expect(mapping.columns.map((column) => column.field)).toEqual([
    'ignore.sequence',
    'owner.name',
    'measure.sales',
    null,
  ]);
  expect(mapping.header).toBe(4);
  expect(mapping.asOf).toBe('2022-12-31');
});

it('does not take the day of upload for the day of the list', () => {
  const asked = settings({ as_of: today, sales_period: 'year' });
  const silent = batch({ settings: asked });
  silent.detection!.titles = [];
  expect(new Mapping(silent, today).asOf).toBe('');
  const checked = batch({ settings: asked, counts: { rows: 1 } as never });
  expect(new Mapping(checked, today).asOf).toBe(today);
});

it('asks what cannot be known: month or year, source, day, a name', () => {
  const mapping = new Mapping(batch(), today);
  expect(mapping.faults).toEqual(['sales_period']);
  mapping.salesPeriod = 'month';
  expect(mapping.faults).toEqual([]);
  mapping.columns[1]!.field = null;
  mapping.source = ' ';
  mapping.asOf = '';
  expect(mapping.faults).toEqual(['no_name', 'source', 'as_of']);
});

it('lets two columns share a field only where a business has several values of it', () => {
  const mapping = new Mapping(batch(), today);
  mapping.salesPeriod = 'year';
  mapping.columns[3]!.field = 'owner.name';
  expect([...mapping.doubled]).toEqual(['owner.name']);
  expect(mapping.faults).toEqual(['twice']);
  mapping.columns[0]!.field = 'contact.phone';
  mapping.columns[3]!.field = 'contact.phone';
  expect(mapping.faults).toEqual([]);
});

it('takes another row as headings and keeps the fields of headings it knows', () => {
  const mapping = new Mapping(batch(), today);
  mapping.moveHeader(rows, 3);
  expect(mapping.isMoved).toBe(true);
  expect(mapping.columns.map((column) => [column.heading, column.field])).toEqual([
    ['No', 'ignore.sequence'],
    ['Nama Pemilik', 'owner.name'],
    ['Alamat', null],
    ['', null],
  ]);
  mapping.moveHeader(rows, 4);
  expect(mapping.columns[2]!.field).toBe('measure.sales');
});

it('takes samples from below the headings, without blanks', () => {
  expect(columnsUnder(rows, 4, [])[2]!.samples).toEqual(['500rb']);
  expect(columnsUnder(rows, 4, []).map((column) => column.letter)).toEqual(['A', 'B', 'C', 'D']);
});

it('finds headings in a sheet nobody has looked at', () => {
  expect(guessHeader(rows)).toBe(3);
  expect(guessHeader([])).toBe(1);
});

it('moves to another sheet and back', () => {
  const mapping = new Mapping(batch(), today);
  mapping.moveSheet(rows, 1);
  expect([mapping.sheet, mapping.header]).toEqual([1, 3]);
  mapping.moveSheet(rows, 0);
  expect(mapping.header).toBe(4);
  expect(mapping.isMoved).toBe(false);
});

it('sends everything the dry run needs, with the headings to remember', () => {
  const mapping = new Mapping(batch(), today);
  mapping.salesPeriod = 'month';
  expect(mapping.settings()).toEqual({
    sheet: 0,
    header_row: 4,
    source: 'Pendataan Cepu 2023',
    as_of: '2022-12-31',
    sales_period: 'month',
    district: null,
    columns: [
      { index: 0, heading: 'NO', field: 'ignore.sequence' },
      { index: 1, heading: 'NAMA PEMILIK', field: 'owner.name' },
      { index: 2, heading: 'OMZET', field: 'measure.sales' },
      { index: 3, heading: 'KET', field: null },
    ],
  });
});

it('does not ask about sales where there are none', () => {
  const mapping = new Mapping(batch(), today);
  mapping.columns[2]!.field = null;
  expect(mapping.faults).toEqual([]);
  expect(mapping.settings().sales_period).toBe('year');
});

it('says how sure a proposal is', () => {
  const [, name, sales, rest] = batch().detection!.columns;
  expect([name!, sales!, rest!].map(certainty)).toEqual(['sure', 'look', 'none']);
});

it.each([
  [['DATA UMKM', 'Keadaan per 31 Desember 2022'], '2022-12-31'],
  [['Posisi 30 Nopember 2021'], '2021-11-30'],
  [['per 1-7-2023'], '2023-07-01'],
  [['TAHUN 2022'], '2022-12-31'],
  [['REKAP', 'Tahun 2023', 'Blora, 12 Pebruari 2023'], '2023-02-12'],
  [['31 Februari 2022'], ''],
  [['TAHUN 2024'], ''],
  [['DAFTAR PENERIMA'], ''],
])('reads the day of %j', (titles, day) => {
  expect(dayInTitles(titles, today)).toBe(day);
});
