import { expect, it } from 'vitest';
import { filterChange, queryOf } from '../../src/registry/list.svelte';
import { historyOf, rowLink, sectionsOf } from '../../src/registry/sections';
import { toneOf } from '../../src/registry/tone';
import { canonical, phoneText, valueText } from '../../src/registry/value';
import { fields } from '../../src/registry/fields';
import { BusinessModel } from '../../src/registry/business.svelte';
import { BusinessList } from '../../src/registry/list.svelte';
import { readFileSync } from 'node:fs';
import { business, clientOf, fact, json, refusal } from '../fixture';

const list = fact(
  'f1',
  '2021-12-31',
  { 'business.name': 'Warung Sri', 'contact.phone': '+62812****678' },
  { source: { kind: 'batch', label: 'Daftar BPUM 2021', batch: 'abc', row: 412 } },
);
const visit = fact('f2', '2023-06-20', { 'business.name': 'Warung Bu Sri', 'measure.workers': '3' });

it('groups what is known and names what is not', () => {
  const sections = sectionsOf(business([list]));
  const of = (group: string) => sections.find((section) => section.group === group)!;
  expect(of('business').known.map(({ info }) => info.key)).toEqual(['business.name']);
  expect(of('business').lacking).toContain('business.kbli');
  expect(of('owner').known[0]!.values[0]).toMatchObject({
    masked: true,
    source: 'Daftar BPUM 2021',
  });
  expect(of('size').known).toEqual([]);
});

it('shows opened personal values in the place of the masked', () => {
  const opened = [{ field: 'contact.phone', text: '+6281234567678' }];
  const owner = sectionsOf(business([list]), opened).find((section) => section.group === 'owner')!;
  expect(owner.known[0]!.values[0]).toMatchObject({ text: '+6281234567678', masked: false });
});

it('tells the history of a field, newest first', () => {
  const entries = historyOf(business([list, visit]), 'business.name');
  expect(entries.map((entry) => entry.texts)).toEqual([['Warung Bu Sri'], ['Warung Sri']]);
  expect(historyOf(business([list, visit]), 'note')).toEqual([]);
});

it('leads from a fact to its row in the file', () => {
  expect(rowLink('3316', list)).toBe('/daftar/3316/abc?row=412');
  expect(rowLink('3316', visit)).toBeUndefined();
});

it.each([
  ['measure.sales', '60000000', 'Rp\u00a060.000.000'],
  ['measure.sales', '***', '***'],
  ['measure.workers', '1200', '1.200'],
  ['owner.birth_day', '1987-05-09', '9 Mei 1987'],
  ['owner.birth_day', '1987-**-**', '1987-**-**'],
  ['contact.phone', '+6281234567890', '0812-3456-7890'],
  ['contact.phone', '+62812****678', '0812****678'],
  ['contact.phone', '+60123456789', '+60123456789'],
  ['status', 'verified', 'Terverifikasi'],
  ['status', 'never_heard_of', 'never_heard_of'],
  ['place.address', 'Jl. Pemuda 4', 'Jl. Pemuda 4'],
])('writes %s %s as %s', (field, text, shown) => {
  expect(valueText(field, text)).toBe(shown);
});

it.each([
  ['owner.nik', '3316-0949.0587 0001', '3316094905870001'],
  ['contact.phone', '0812 3456 7890', '+6281234567890'],
  ['contact.phone', '62812-3456-7890', '+6281234567890'],
  ['contact.phone', '12', '12'],
  ['measure.sales', '1.500.000', '1500000'],
  ['measure.sales', 'banyak', 'banyak'],
  ['contact.email', ' Sri@Contoh.ID ', 'sri@contoh.id'],
  ['business.name', '  Toko   Sri ', 'Toko Sri'],
])('sends %s typed as %s as %s', (field, typed, sent) => {
  expect(canonical(field, typed)).toBe(sent);
});

it('keeps a phone readable', () => {
  expect(phoneText('+628123456789')).toBe('0812-3456-789');
});

it('knows every field of the server, and no other', () => {
  const header = readFileSync(`${process.cwd()}/../src/registry/field.h`, 'utf8');
  const keys = [...header.matchAll(/^\s*X\(\w+,\s*"([^"]+)"/gm)].map(([, key]) => key!);
  // A verb of its own says it, no form does.
  expect([...fields.map((info) => info.key), 'coaching.ended'].sort()).toEqual(keys.sort());
});

it('gives each status a colour that means something', () => {
  expect(toneOf('verified')).toBe('good');
  expect(toneOf('paused')).toBe('wait');
  expect(toneOf('closed')).toBe('bad');
});

it('reads the filters of an address and leaves the rest', () => {
  const query = queryOf(new URLSearchParams('q=sri&district=331605&page=4&trade='));
  expect(query).toEqual({ q: 'sri', district: '331605' });
  expect(queryOf(new URLSearchParams('per=2023-12-31&has=nib'))).toEqual({ has: 'nib', as_of: '2023-12-31' });
  expect(filterChange('district', '331609')).toEqual({ district: '331609', village: '' });
  expect(filterChange('trade', 'food')).toEqual({ trade: 'food' });
});

const page = (names: string[], next: string | null) =>
  json({ items: names.map((name) => ({ id: name, name })), next, count: { value: 3, capped: false } });

it('asks a list once, adds to it, and asks anew for another question', async () => {
  const { client, sent } = clientOf(page(['a', 'b'], 'c1'), page(['c'], null), page(['d'], null));
  const businesses = new BusinessList(client);
  await businesses.ask('3316', {});
  await businesses.ask('3316', {});
  expect(sent).toHaveLength(1);
  await businesses.more('3316', {});
  expect(businesses.page!.items.map((row) => row.name)).toEqual(['a', 'b', 'c']);
  expect(sent[1]!.path).toContain('cursor=c1');
  await businesses.more('3316', {});
  expect(sent).toHaveLength(2);
  await businesses.ask('3316', { q: 'd' });
  expect(businesses.page!.items.map((row) => row.name)).toEqual(['d']);
});

it('asks again after a failure, and after something was changed', async () => {
  const { client, sent } = clientOf(refusal('http.internal', 500), page(['a'], null), page(['a', 'b'], null));
  const businesses = new BusinessList(client);
  await businesses.ask('3316', {});
  expect(businesses.loader.problem?.type).toBe('http.internal');
  await businesses.ask('3316', {});
  expect(businesses.loader.problem).toBeUndefined();
  businesses.forget();
  await businesses.ask('3316', {});
  expect(sent).toHaveLength(3);
});

it('opens personal data for a purpose and covers it again', async () => {
  const { client, sent } = clientOf(
    json(business([list])),
    json({ values: [{ field: 'contact.phone', text: '+6281234567678' }] }),
  );
  const model = new BusinessModel(client);
  await model.load('3316', 'b1');
  expect(await model.unmask('menghubungi pemilik')).toBe(true);
  expect(sent[1]).toMatchObject({
    path: '/businesses/3316/b1/unmask',
    body: { purpose: 'menghubungi pemilik' },
  });
  expect(model.opened).toHaveLength(1);
  model.mask();
  expect(model.opened).toHaveLength(0);
  expect(model.openUntil).toBe(0);
});
