import { beforeAll, expect, it } from 'vitest';
import { sentences } from '../../src/base/i18n.svelte';
import { makeSnapshot, type Snapshot } from '../../src/snapshots/api';
import { filterWords, groupsOf, placeOf, proposedTitle } from '../../src/snapshots/frozen';
import { clientOf, json } from '../fixture';

beforeAll(() => sentences.need(['base', 'registry', 'snapshots']));

const of = (filters: Snapshot['definition']['filters']): Snapshot =>
  ({
    definition: { filters, counted: ['claimed', 'verified'], area: { code: '331605', name: 'Cepu' } },
  }) as unknown as Snapshot;

it('says what a frozen figure counts, in words', () => {
  expect(filterWords(of({ status: 'counted' }))).toEqual([
    { name: 'Keadaan', value: 'Tercatat, Terverifikasi' },
  ]);
  const words = filterWords(
    of({ status: 'all', district: '331605', trade: 'craft', coached: true, missing: ['nib'] }),
  );
  expect(words.map((one) => one.value)).toEqual(['Cepu', 'Kerajinan', 'semua', 'hanya ini', 'NIB']);
  expect(filterWords(of({ status: 'all', kbli: '10794/2025', activity: 'keripik tempe' })).slice(1)).toEqual([
    { name: 'KBLI', value: '10794/2025' },
    { name: 'Kegiatan', value: 'keripik tempe' },
  ]);
  expect(filterWords(of({ status: 'all', kbli: 'none' }))[1]!.value).toBe('belum ada');
});

it('proposes a title with place and day', () => {
  expect(proposedTitle('Kabupaten Blora', '2023-12-31')).toBe(
    'Jumlah usaha di Kabupaten Blora per 31 Desember 2023',
  );
  expect(placeOf({ village_name: '', district_name: 'Cepu' })).toBe('Cepu');
  expect(groupsOf('0123456789abcdef')).toEqual(['01234567', '89abcdef']);
});

it('asks for a snapshot with the filters of the list', async () => {
  const { client, sent } = clientOf(json({}, 201));
  const order = {
    title: 'T',
    purpose: 'laporan',
    as_of: '2023-12-31',
    filters: { trade: 'craft', coached: 'yes' },
  };
  await makeSnapshot(client, '3316', 'f'.repeat(32), order);
  expect(sent[0]!.path).toBe(`/snapshots/3316/${'f'.repeat(32)}?trade=craft&coached=yes&as_of=2023-12-31`);
  expect(sent[0]!.body).toEqual({ title: 'T', purpose: 'laporan' });
});
