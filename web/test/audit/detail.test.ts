import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { detailText, spoken, unsaid } from '../../src/audit/detail';
import { has, sentences } from '../../src/base/i18n.svelte';
import { routes } from '../../src/routes';

const server = join(dirname(fileURLToPath(import.meta.url)), '../../../src');
const source = (path: string): string => readFileSync(join(server, path), 'utf8');
const screen = routes.find((route) => route.path === '/catatan')!;

beforeEach(() => sentences.need(screen.sentences));

/** Every name that the server writes into the detail of an event. */
function namesWritten(): string[] {
  const names = new Set<string>();
  for (const path of readdirSync(server, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.cc') || path.endsWith('_test.cc')) continue;
    const text = source(path);
    if (!/\brecord\(|token_detail/.test(text)) continue;
    const written = [
      ...text.matchAll(/\bdetail\s*\.[^;]*;/g),
      ...text.matchAll(/^std::string token_detail[^]*?^}/gm),
    ].flatMap(([part]) => [...part.matchAll(/\b(?:field|field_if|key)\("(\w+)"/g)]);
    const helped = text.matchAll(/\w+\(detail, "(\w+)"/g);
    const raw = text.matchAll(/R"\(\{+"(\w+)":(?=[{)"])/g);
    for (const [, name] of [...written, ...helped, ...raw]) names.add(name!);
  }
  return [...names].sort();
}

/** The words of a list in a header of the server. */
function wordsOf(path: string, list: string): string[] {
  const [, words] = new RegExp(`\\b${list}\\s*\\{([^}]*)\\}`).exec(source(path)) ?? [];
  return [...(words ?? '').matchAll(/"([^"]+)"/g)].map(([, word]) => word!);
}

const columnOf = (path: string, table: string): string[] => {
  const [, rows] = new RegExp(`INSERT INTO ${table}[^]*?VALUES([^]*?);$`, 'm').exec(source(path)) ?? [];
  return [...(rows ?? '').matchAll(/^\s*\('(\w+)'/gm)].map(([, word]) => word!);
};

/** Where the words under a name come from. */
const words: Record<string, string[]> = {
  'aid.kind': ['exclusion', 'recipients'],
  'aid.verdict': ['keep', 'drop'],
  'census.state': wordsOf('census/campaign.h', 'state_names'),
  'census.verdict': ['same', 'differs', 'unsure'],
  'intake.file': ['original', 'rejected'],
  'intake.state': wordsOf('intake/pair.h', 'pair_states'),
  'kbli.list': ['2020', '2025', 'crosswalk'],
  'licences.kind': wordsOf('registry/identifier_licence.h', 'licence_kinds'),
  'licences.state': wordsOf('licences/register.h', 'state_names'),
  'privacy.kind': wordsOf('privacy/desk.h', 'request_kinds'),
  'privacy.step': [...wordsOf('privacy/desk.h', 'request_states'), 'lifted'],
  'sweep.verdict': ['merge', 'distinct'],
  cause: wordsOf('agencies/handover.h', 'cause_names'),
  check: wordsOf('aid/list.h', 'check_names'),
  class: wordsOf('registry/class_rule.h', 'class_names'),
  format: ['geojson', 'topojson'],
  has: wordsOf('registry/state.h', 'has_names'),
  lacks: wordsOf('registry/state.h', 'has_names'),
  outcome: [...source('census/outcome.h').matchAll(/\.name = "(\w+)"/g)].map(([, word]) => word!),
  level: wordsOf('registry/responsible.h', 'level_names'),
  permissions: wordsOf('access/actor.h', 'permission_names'),
  purpose_key: columnOf('privacy/schema/001_desk.sql', 'processing_purpose'),
  roles: wordsOf('access/actor.h', 'role_names'),
  status: [...wordsOf('registry/field.h', 'statuses'), 'counted', 'all'],
  subject: columnOf('privacy/schema/002_incident.sql', 'retention_rule'),
  trade: wordsOf('registry/field.h', 'trades'),
};

describe.each(['id', 'en'] as const)('the detail of an event, in %s', (language) => {
  beforeEach(() => sentences.speak(language));

  it('has a sentence for every name that the server can write', () => {
    const names = namesWritten();
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !unsaid.has(name) && !has(`detail.${name}`))).toEqual([]);
  });

  it('has a sentence for every word that can stand under a name', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(spoken).sort());
    for (const [name, list] of Object.entries(words)) {
      expect(list.length, name).toBeGreaterThan(1);
      expect(list.filter((word) => !has(`${spoken[name]}.${word}`))).toEqual([]);
    }
  });
});

it('names what it is about in the words of its event', () => {
  expect(detailText({ check: 'nik_twice', row: 1200, verdict: 'drop' }, 'aid.judged')).toBe(
    'Pemeriksaan: NIK ganda\u00a0· Baris: 1.200\u00a0· Keputusan: Dicoret',
  );
  expect(detailText({ verdict: 'merge', pattern: '0123', pairs: 7 }, 'sweep.taken')).toBe(
    'Keputusan: digabungkan\u00a0· Pasangan: 7',
  );
  expect(detailText({ reason: 'open', rows: 2, has: ['nik'], clear: true }, 'registry.exported')).toBe(
    'Alasan: open\u00a0· Baris: 2\u00a0· Sudah punya: NIK\u00a0· Tanpa disamarkan: ya',
  );
  expect(detailText({ from: '56102/2020', activity: '*', to: '56101/2025' }, 'registry.kbli_decided')).toBe(
    'Dari: 56102 (2020)\u00a0· Kegiatan: semua\u00a0· Menjadi: 56101 (2025)',
  );
  expect(
    detailText(
      { number: 3, sectors: '10 trade:craft trade:food', from: '2021-01-01' },
      'registry.answering_rule',
    ),
  ).toBe(
    'Nomor: 3\u00a0· Bidang: KBLI 10; Bidang Kerajinan, Makanan (tanpa KBLI)\u00a0· Berlaku sejak: 1 Jan 2021',
  );
  expect(detailText({ accounts: ['a', 'b'] }, 'agencies.members_set')).toBe('Jumlah pengguna: 2');
  expect(detailText({ digest: '4e926420d9260d0439519a06', rows: 3 }, 'insight.snapshot_made')).toBe(
    'Sidik: 4e926420d926…\u00a0· Baris: 3',
  );
});

it('tells the detail of an event in words', () => {
  expect(detailText({ rows: 1200, state: 'merged' }, 'intake.pair_decided')).toBe(
    'Baris: 1.200\u00a0· Keputusan: digabungkan',
  );
  expect(detailText('{"purpose":"rapat"}')).toBe('Keperluan: rapat');
  expect(detailText({})).toBe('');
  expect(detailText(null)).toBe('');
  expect(detailText({ from: '47112' }, 'registry.kbli_decided')).toBe('Dari: 47112');
  expect(detailText({ from: '2024-03-01' }, 'registry.rule_proposed')).toBe('Berlaku sejak: 1 Mar 2024');
});
