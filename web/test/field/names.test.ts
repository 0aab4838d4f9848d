import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Candidates, reasonsOf } from '../../src/field/visit/names/candidates';
import { compareBusinesses, compareOwners } from '../../src/field/visit/names/compare';
import { parseBusiness, parseOwner } from '../../src/field/visit/names/name';
import { editDistance, spellingKey } from '../../src/field/visit/names/spelling';
import { knownWord, knownWords } from '../../src/field/visit/names/words';
import type { Found, Target } from '../../src/field/visit/port';

const root = join(import.meta.dirname, '../../..');
/** How the registry takes names apart: src/linkage/name_vector_test.cc reads the same file. */
const rows = readFileSync(join(root, 'tests/vectors/names.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));
const of = (kind: string): string[][] =>
  rows.filter(([first]) => first === kind).map((row) => [...row, '', '', '', '', '', ''].slice(1, 8));
const spaced = (words: string[]): string => words.join(' ');
const yes = (value: boolean): string => (value ? 'yes' : '');

describe('names of the registry', () => {
  it.each(of('owner'))('owner %j', (raw, ...parts) => {
    const { words, titles, alias, father, muhammad } = parseOwner(raw!);
    expect([spaced(words), spaced(titles), spaced(alias), father, yes(muhammad)]).toEqual(parts.slice(0, 5));
  });
  it.each(of('business'))('business %j', (raw, ...parts) => {
    const { words, kind_words, legal, names_person } = parseBusiness(raw!);
    expect([spaced(words), spaced(kind_words), spaced(legal), yes(names_person)]).toEqual(parts.slice(0, 4));
  });
  it.each(of('spelling'))('%j sounds %j, or %j of old', (word, modern, old) => {
    expect([spellingKey(word!, 'modern'), spellingKey(word!, 'old')]).toEqual([modern, old]);
  });
  it.each(of('edits'))('%j and %j', (a, b, limit, edits) => {
    expect(editDistance(a!, b!, Number(limit))).toBe(Number(edits));
  });
  it.each(of('owners'))('owners %j and %j: %s', (a, b, level) => {
    expect(compareOwners(parseOwner(a!), parseOwner(b!))?.level ?? 'none').toBe(level);
  });
  it.each(of('businesses'))('businesses %j and %j: %s', (a, b, level) => {
    const named = (name: string) => ({ owner: parseOwner(''), business: parseBusiness(name) });
    expect(compareBusinesses(named(a!), named(b!))?.level ?? 'none').toBe(level);
  });
});

describe('the tables of words', () => {
  const source = readFileSync(join(root, 'src/linkage/words.cc'), 'utf8').replace(/\/\/[^\n]*/g, '');
  /** Entries of one table: what stands before its words, and the words. */
  const table = (name: string): { head: string; words: string[] }[] => {
    const body = new RegExp(`${name}\\[\\] = \\{([^]*?)\\n\\};`).exec(source)![1]!;
    return [...body.matchAll(/\{([^{}"]*)((?:\s*"[^"]*",?)+)\s*\}/g)].map(([, head, quoted]) => ({
      head: head!,
      words: [...quoted!.matchAll(/"([^"]*)"/g)].map(([, words]) => words!),
    }));
  };
  const each = (name: string, check: (head: string, word: string) => void): number => {
    let count = 0;
    for (const { head, words } of table(name))
      for (const word of words.join('').split(' ')) {
        check(head, word);
        count++;
      }
    return count;
  };

  it('are those of the registry', () => {
    const seen = new Set<string>();
    expect(
      each('owner_words', (head, word) => {
        expect(knownWord(word).owner, word).toBe(head.split(',')[0]!.trim());
        seen.add(word);
      }),
    ).toBeGreaterThan(80);
    expect(
      each('business_words', (head, word) => {
        expect(knownWord(word).business, word).toBe(/Business::(\w+)/.exec(head)![1]);
        expect(knownWord(word).kinds.toString(2).replace(/0/g, '').length, word).toBe(
          [...head.matchAll(/kind::/g)].length,
        );
        seen.add(word);
      }),
    ).toBeGreaterThan(200);
    for (const { words } of table('spellings'))
      for (const variant of words[1]!.split(' ').concat(...words.slice(2).map((more) => more.split(' ')))) {
        if (variant === '') continue;
        expect(knownWord(variant).standard, variant).toBe(words[0]);
        seen.add(variant);
      }
    each('frequencies', (head, word) => {
      expect(knownWord(word).permille, word).toBe(Number(/\d+/.exec(head)![0]));
      seen.add(word);
    });
    expect(knownWords().filter((word) => !seen.has(word))).toEqual([]);
  });
});

const target = (place: number, name: string, owner: string, more: Partial<Target> = {}): Target => ({
  id: String(place).padStart(32, '0'),
  place,
  name,
  owner,
  address: '',
  hamlet: '',
  rt: '',
  rw: '',
  state: '',
  outcome: '',
  attempts: 0,
  twin: false,
  draft: '',
  ...more,
});
const found = (name: string, owner: string, more: Partial<Found> = {}): Found => ({
  name,
  owner,
  address: '',
  hamlet: '',
  rt: '',
  rw: '',
  ...more,
});

describe('who may be in the pack already', () => {
  const given = 'Siti Sri Slamet Wati Sumiati Endang Bambang Joko Tutik Suparti'.split(' ');
  const second = 'Aminah Rahayu Lestari Santoso Utami Wahyuni Hidayat Susanti Setiawan Purwanti'.split(' ');
  const many = Array.from({ length: 500 }, (_none, i) =>
    target(
      i + 1,
      `Toko ${second[i % 7]} ${second[(i * 3) % 10]}`,
      `${given[i % 10]} ${second[Math.floor(i / 10) % 10]}`,
      { rt: String(i % 9), rw: String(i % 4), hamlet: `Dusun ${i % 5}` },
    ),
  );
  const pack = [
    ...many,
    target(501, 'Keripik Tempe Barokah', 'Hj. Siti Rokhmah', { rt: '003', rw: '001', hamlet: 'Krajan' }),
    target(502, 'Warung Bu Ngatini', '', { hamlet: 'Dusun Ngrowo' }),
  ];
  const candidates = new Candidates(pack);

  it('finds a name written otherwise, with why', () => {
    const [first] = candidates.find(found('Kripik Barokah', 'St. Rochmah', { rt: '3', rw: '1' }));
    expect(first!.target.place).toBe(501);
    expect(reasonsOf(first!)).toEqual([
      'visit.match.owner.spelling',
      'visit.match.business.same',
      'visit.match.place.block',
    ]);
  });

  it('knows the owner of a sign that names her', () => {
    expect(candidates.find(found('', 'Ngatini'))[0]!.target.place).toBe(502);
    expect(candidates.find(found('', 'Ngatini', { hamlet: 'Ngrowo' }))[0]!.place).toBe('hamlet');
  });

  it('says nothing of a stranger, of nothing, and of a word that many carry', () => {
    expect(candidates.find(found('Bengkel Cahaya Timur', 'Yohanes Krisna'))).toEqual([]);
    expect(candidates.find(found('', ''))).toEqual([]);
    expect(candidates.find(found('Warung', ''))).toEqual([]);
  });
});
