import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventKinds } from '../src/audit/api';
import { headerKeys } from './header-keys';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const tables = import.meta.glob<{ default: Record<string, string> }>('../src/**/{id,en}.ts', { eager: true });
const modules = [
  ...new Set(Object.keys(tables).map((path) => path.slice('../src/'.length, -'/id.ts'.length))),
];
const table = (module: string, language: string) => tables[`../src/${module}/${language}.ts`]!.default;
const all = (language: string): Record<string, string> =>
  Object.assign({}, ...modules.map((module) => table(module, language)));

const holes = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)/g)].map(([, name]) => name!).sort();

describe.each(modules)('sentences of %s', (module) => {
  const [id, en] = [table(module, 'id'), table(module, 'en')];

  it('has the same keys in both languages, in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(id));
  });

  it('says something under each key', () => {
    for (const sentence of [...Object.values(id), ...Object.values(en)]) expect(sentence.trim()).not.toBe('');
  });

  it('uses the same parameters in both languages', () => {
    for (const key of Object.keys(id))
      expect([...new Set(holes(en[key]!))], key).toEqual([...new Set(holes(id[key]!))]);
  });
});

it('says each key in one module only', () => {
  const keys = modules.flatMap((module) => Object.keys(table(module, 'id')));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

it('avoids signs that the typeface lacks, and words nobody uses', () => {
  for (const [key, sentence] of Object.entries(all('id'))) {
    expect(sentence, key).not.toMatch(/[→✓▲←✔]/);
    expect(sentence, key).not.toMatch(/\b(entitas|tenant|record|submit|upload|download|error)\b/i);
  }
});

it('has a sentence for everything that the server can say', () => {
  const keys = headerKeys(join(web, '../src'));
  expect(keys.length).toBeGreaterThan(150);
  for (const language of ['id', 'en']) {
    const said = all(language);
    expect(keys.filter((key) => said[key] === undefined)).toEqual([]);
  }
});

it('explains every limit that a file can go beyond', () => {
  const limits = [
    ...sources(join(web, '../src/intake'), /(?<!_test)\.cc$/).matchAll(/too_large, *"(\w+)"/g),
  ].map(([, name]) => name!);
  expect(limits.length).toBeGreaterThan(15);
  for (const language of ['id', 'en']) {
    const said = all(language);
    expect(limits.filter((name) => said[`limit.${name}`] === undefined)).toEqual([]);
  }
});

/** What client and server consist of, without the sentences themselves. */
const client = sources(join(web, 'src'), /\.(ts|svelte)$/);
const server = sources(join(web, '../src'), /(?<!_test)\.(h|cc)$/);

it('has no sentence that nothing speaks', () => {
  const spoken = client + server;
  const quoted = new Set([...spoken.matchAll(/['"]([a-z]\w*\.[\w.]+)['"]/g)].map(([, key]) => key!));
  // Keys that are put together from a prefix and a word of the server or of a list.
  const prefixes = [...new Set([...spoken.matchAll(/[`'"]([a-z_.]+\.)\$\{/g)].map(([, prefix]) => prefix!))];
  const fromServer = new Set(headerKeys(join(web, '../src')));
  const unused = Object.keys(all('id')).filter(
    (key) =>
      !fromServer.has(key) &&
      !quoted.has(key) &&
      !prefixes.some((prefix) => key.startsWith(prefix)) &&
      !/^(field|linkage|detail|rows|event|sex|flag|missing|intake\.row_)/.test(key) &&
      !/^(trade|class|months|quality)\.title$/.test(key),
  );
  expect(unused).toEqual([]);
});

it('names every event of the log, and offers it as a filter', () => {
  const recorded = [...server.matchAll(/\brecord\((?:[^;"]|"")*?"([a-z]+\.[a-z_]+)"/g)].map(
    ([, event]) => event!,
  );
  expect(recorded.length).toBeGreaterThan(20);
  expect(recorded.filter((event) => !(eventKinds as readonly string[]).includes(event))).toEqual([]);
  expect(eventKinds.filter((event) => all('id')[`event.${event}`] === undefined)).toEqual([]);
});

function sources(folder: string, wanted: RegExp): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path) && !/\b(id|en)\.ts$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}
