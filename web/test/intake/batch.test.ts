import { expect, it, vi } from 'vitest';
import { BatchModel, firstVerdict, isBusy, stepOf } from '../../src/intake/batch.svelte';
import type { Counts } from '../../src/intake/api';
import { refusalText } from '../../src/intake/refusal';
import { columnsOf, notesOf, readText } from '../../src/intake/rows';
import { finding, findingName, graver } from '../../src/intake/said';
import { Upload, localProblem } from '../../src/intake/upload.svelte';
import { batch, checkedRow, clientOf, json, refusal, settings } from '../fixture';

const counts = (more: Partial<Counts>): Counts => ({
  rows: 10,
  new: 0,
  update: 0,
  same: 0,
  duplicate_in_file: 0,
  doubtful: 0,
  rejected: 0,
  quarantined: 0,
  skipped: 0,
  ...more,
});

it('knows where a batch stands', () => {
  expect(stepOf('reading')).toBe(1);
  expect(stepOf('mapping')).toBe(2);
  expect(stepOf('checked')).toBe(3);
  expect(stepOf('undone')).toBe(4);
  expect(isBusy('committing')).toBe(true);
  expect(isBusy('checked')).toBe(false);
});

it('shows first what goes wrong', () => {
  expect(firstVerdict(counts({ new: 5, rejected: 1 }))).toBe('rejected');
  expect(firstVerdict(counts({ new: 5, doubtful: 1 }))).toBe('doubtful');
  expect(firstVerdict(counts({ skipped: 2 }))).toBe('skipped');
  expect(firstVerdict(counts({}))).toBe('new');
});

it('looks again while the server works, then shows rows and findings', async () => {
  vi.useFakeTimers();
  const done = batch({ state: 'checked', counts: counts({ new: 5 }) });
  const { client, sent } = clientOf((one) => {
    if (one.path.includes('/rows')) return json({ items: [checkedRow(5, [])], next: null });
    if (one.path.includes('/issues')) return json({ items: [] });
    return json(sent.length < 2 ? batch({ state: 'checking' }) : done);
  });
  const model = new BatchModel(client, '3316', 'x', () => undefined);
  await model.load();
  expect(model.batch?.state).toBe('checking');
  await vi.advanceTimersByTimeAsync(600);
  expect(model.batch?.state).toBe('checked');
  expect(model.rows.data?.items).toHaveLength(1);
  expect(sent.filter((one) => one.path.includes('/rows'))[0]!.path).toContain('verdict=new');
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent.filter((one) => one.path === '/batches/3316/x')).toHaveLength(2);
  model.stop();
  vi.useRealTimers();
});

it('tells when something has reached the registry', async () => {
  const { client } = clientOf((one) =>
    json(one.method === 'POST' ? batch({ state: 'committed' }) : batch({ state: 'committed' })),
  );
  let settled = 0;
  const model = new BatchModel(client, '3316', 'x', () => (settled += 1));
  await model.commit();
  expect(settled).toBe(1);
  model.stop();
});

it('narrows rows to a finding, whatever became of them', async () => {
  const { client, sent } = clientOf(json({ items: [], next: null }));
  const model = new BatchModel(client, '3316', 'x', () => undefined);
  await model.showRows('rejected', 'registry.nik_length');
  expect(sent[0]!.path).toBe('/batches/3316/x/rows?key=registry.nik_length&limit=50');
  await model.showRows('rejected');
  expect(sent[1]!.path).toBe('/batches/3316/x/rows?verdict=rejected&limit=50');
});

it('keeps a refusal to be shown', async () => {
  const { client } = clientOf(refusal('intake.wrong_state', 409));
  const model = new BatchModel(client, '3316', 'x', () => undefined);
  await model.commit();
  expect(model.task.problem?.type).toBe('intake.wrong_state');
});

it('speaks findings with their parameters', () => {
  expect(finding({ key: 'intake.money_range', params: { low: '1000000', high: '5000000' } })).toBe(
    'Berupa rentang 1.000.000 sampai 5.000.000; dikosongkan.',
  );
  expect(finding({ key: 'intake.day_serial', params: { day: '1987-03-12' } })).toContain('12 Mar 1987');
  expect(finding({ key: 'intake.trade_unsure', params: { word: 'kue', trade: 'food' } })).toContain(
    'Makanan',
  );
  expect(finding({ key: 'intake.year_age', params: { year: '2018' } })).toContain('2018');
  expect(findingName('intake.money_monthly')).toBe('Tertulis per bulan; dikalikan 12 menjadi …');
  expect(['info', 'error', 'ok', 'warning'].sort((a, b) => graver(a as never, b as never))).toEqual([
    'error',
    'warning',
    'info',
    'ok',
  ]);
});

it('says what a refused file is, and what its rows are', () => {
  const params = { rows: 'district, year', rows_heading: 'KECAMATAN', measures: 'MIKRO, KECIL', period: '' };
  const text = refusalText({ key: 'intake.is_aggregate', params });
  expect(text).toContain('tabel rekapitulasi');
  expect(text).toContain('sebuah kecamatan dan tahun');
  expect(text).toContain('MIKRO, KECIL');
  expect(refusalText({ key: 'intake.is_prices', params: {} })).toBe(
    'Ini daftar harga barang, bukan daftar usaha. Tidak ada usaha yang masuk; minta daftar per usaha.',
  );
});

it('shows the columns that were used, under their headings', () => {
  const columns = columnsOf(
    batch({
      settings: settings({
        columns: [
          { index: 0, heading: '', field: 'ignore.sequence' },
          { index: 1, heading: 'NAMA', field: 'owner.name' },
          { index: 2, heading: '', field: 'measure.sales' },
          { index: 3, heading: '', field: null },
        ],
      }),
    }),
  );
  expect(columns).toEqual([
    { index: 1, heading: 'NAMA', target: 'owner.name' },
    { index: 2, heading: 'OMZET', target: 'measure.sales' },
  ]);
});

it('gathers all there is to say of a row, the gravest first', () => {
  const row = checkedRow(7, [
    { severity: 'info', key: 'intake.name_titles', remarks: [] },
    {
      severity: 'warning',
      key: 'registry.nik_age',
      remarks: [{ severity: 'error', key: 'registry.nik_length', params: {} }],
    },
  ]);
  expect(notesOf(row).map((note) => [note.index, note.key])).toEqual([
    [1, 'registry.nik_length'],
    [1, 'registry.nik_age'],
    [0, 'intake.name_titles'],
  ]);
});

it('writes all that a cell says', () => {
  const cell = {
    index: 0,
    original: 'Blora, 12-03-1987',
    field: 'owner.birth_day',
    text: '1987-03-12',
    severity: 'ok' as const,
    also: [{ field: 'owner.birth_place', text: 'Blora' }],
    remarks: [],
  };
  expect(readText(cell, (code) => code)).toBe('12 Maret 1987 · Blora');
  expect(readText({ ...cell, field: 'place.village', text: '3316092001', also: [] }, () => 'Beran')).toBe(
    'Beran',
  );
  expect(readText({ ...cell, text: '', also: [] }, (code) => code)).toBe('');
});

it('refuses at once what no server would take', () => {
  expect(localProblem({ size: 0 })?.type).toBe('intake.empty');
  expect(localProblem({ size: 200_000_001 })?.type).toBe('intake.too_large');
  expect(localProblem({ size: 200_000_000 })).toBeUndefined();
});

it('sends nothing of an empty file and says why', async () => {
  const { client, sent } = clientOf(json({}));
  const upload = new Upload(client);
  expect(await upload.send('3316', new File([], 'kosong.csv'))).toBeUndefined();
  expect(upload.problem?.type).toBe('intake.empty');
  expect(sent).toHaveLength(0);
});
