import { expect, it, vi } from 'vitest';
import { Combobox } from '../../src/base/combobox.svelte';
import type { ClassRow, Entry } from '../../src/kbli/api';
import { findChoices, type Choice } from '../../src/kbli/choices';
import { byDivision, bySection, codeText, partsOf, toConvert } from '../../src/kbli/code';
import { KbliWork } from '../../src/kbli/work.svelte';
import { clientOf, json } from '../fixture';

const entry = (code: string, section = 'C', edition = '2025'): Entry => ({
  code,
  edition,
  level: code.length,
  title: `Judul ${code}`,
  title_en: `Title ${code}`,
  section,
});
const row = (
  code: string,
  businesses: number,
  edition: string,
  to: string[] = [],
  section = 'C',
): ClassRow => ({
  code,
  edition,
  businesses,
  entry: entry(code, section, edition),
  successors: to.map((one) => entry(one)),
});

it('adds classes up to their divisions, each edition by itself', () => {
  const rows = [
    row('10794', 3, '2025'),
    row('10710', 4, '2025'),
    row('13133', 9, '2025'),
    row('10794', 5, '2020'),
  ];
  const sections = [entry('C'), entry('10'), entry('13'), entry('10', 'C', '2020')];
  expect(
    byDivision(rows, sections).map((one) => [one.division.code, one.division.edition, one.businesses]),
  ).toEqual([
    ['13', '2025', 9],
    ['10', '2025', 7],
    ['10', '2020', 5],
  ]);
});

it('puts classes of one edition under their sections, the largest first', () => {
  const rows = [
    row('10794', 3, '2025'),
    row('47112', 9, '2025', [], 'G'),
    row('13133', 5, '2025'),
    row('56102', 7, '2020', [], 'I'),
  ];
  const groups = bySection(rows, [entry('G', 'G'), entry('C'), entry('I', 'I')], '2025');
  expect(groups.map((group) => [group.section.code, group.businesses])).toEqual([
    ['C', 8],
    ['G', 9],
  ]);
  expect(groups[0]!.rows.map((one) => one.code)).toEqual(['13133', '10794']);
});

it('tells old codes with one successor from those that ask a person', () => {
  const old = toConvert([
    row('13134', 2, '2020', ['13133']),
    row('31001', 6, '2020', ['31011']),
    row('10219', 1, '2020', ['10218', '10219']),
    row('99999', 1, '2020'),
    row('10794', 4, '2025'),
  ]);
  expect(old.single.map((one) => one.code)).toEqual(['31001', '13134']);
  expect(old.several.map((one) => one.code)).toEqual(['10219']);
  expect(old.unknown.map((one) => one.code)).toEqual(['99999']);
});

it('writes and reads a code with its edition', () => {
  expect(codeText('10794', '2025')).toBe('10794/2025');
  expect(partsOf('10794/2025')).toEqual({ code: '10794', edition: '2025' });
  expect(partsOf('10794')).toEqual({ code: '10794', edition: '' });
});

it('proposes by the activity before anything is typed, then searches; only classes can be chosen', async () => {
  const proposed = {
    code: '10794',
    entry: entry('10794'),
    confidence: 97,
    phrase: 'keripik',
    businesses: 0,
    of: 0,
  };
  const { client, sent } = clientOf(({ path }) =>
    path.includes('/candidates')
      ? json({ candidates: [proposed] })
      : json({ items: [entry('13'), entry('13133')] }),
  );
  const picked = vi.fn();
  const about = { regency: '3316', activity: 'keripik singkong' };
  const search = new Combobox<Choice>({
    find: (text, signal) => findChoices(client, about, text, signal),
    onpick: ({ entry }) => picked(entry),
  });
  await search.find();
  expect(search.items.map((one) => one.entry.code)).toEqual(['10794']);
  search.text = 'batik';
  await search.find();
  expect(search.items.map((one) => one.entry.code)).toEqual(['13133']);
  search.onkeydown(new KeyboardEvent('keydown', { key: 'Enter' }));
  expect(picked).toHaveBeenCalledWith(expect.objectContaining({ code: '13133' }));
  expect(search.open).toBe(false);
  expect(sent[0]!.path).toContain('activity=keripik+singkong');
});

it('sends a decision under an id of its own and takes it back by that', async () => {
  const { client, sent } = clientOf(({ method }) => {
    if (method === 'PUT') return json({ businesses: 127, left: 0 });
    if (method === 'DELETE') return new Response(null, { status: 204 });
    return json({ items: [], sections: [], total: 0, without: 0, work: [] });
  });
  const work = new KbliWork(client, () => '3316');
  const done = await work.decide('', 'keripik', '10794/2025');
  expect(done).toMatchObject({ businesses: 127, left: 0 });
  expect(work.version).toBe(1);
  expect(await work.undo(done!.id)).toBe(true);
  expect(sent.filter(({ method }) => method !== 'GET').map(({ method, path }) => [method, path])).toEqual([
    ['PUT', `/kbli/3316/decisions/${done!.id}`],
    ['DELETE', `/kbli/3316/decisions/${done!.id}`],
  ]);
  expect(sent.find(({ method }) => method === 'PUT')!.body).toEqual({
    from: '',
    activity: 'keripik',
    to: '10794/2025',
  });
});
