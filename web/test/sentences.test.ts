import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = join(import.meta.dirname, '../../src');
const modules = ['problems', 'base', 'access', 'about', 'areas', 'audit', 'intake', 'overview', 'pairs', 'registry'];
const sentences = async (language: 'id' | 'en'): Promise<Record<string, string>> =>
  Object.assign({}, ...(await Promise.all(modules.map(async (name) => (await import(`../src/${name}/${language}.ts`)).default))));

/** Keys that the server can send to a screen: errors, and what there is to say about a cell. */
function serverKeys(): string[] {
  const keys = new Set<string>();
  for (const module of readdirSync(sources, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === 'cli') continue;
    for (const file of readdirSync(join(sources, module.name))) {
      if (!file.endsWith('.h')) continue;
      const text = readFileSync(join(sources, module.name, file), 'utf8');
      for (const [, key] of text.matchAll(/ErrorKind \w+\{"([\w.]+)"/g)) keys.add(key!);
      for (const [, key] of text.matchAll(/^\s+X\((\w+), (?:ok|info|warning|error)\)/gm)) keys.add(`${module.name}.${key}`);
      for (const [, key] of text.matchAll(/string_view \w+ = "(intake\.\w+)";/g)) keys.add(key!);
    }
  }
  return [...keys].sort();
}

/** Keys of steps a server names to itself, which no screen shows. */
const internal = /^(intake\.(read|check|commit|undo)|http\.(cannot_\w+|bad_(certificate|assets))|jobs\.other_process|intake\.is_businesses)$/;

describe('sentences', () => {
  it('are the same in both languages', async () => {
    expect(Object.keys(await sentences('en')).sort()).toEqual(Object.keys(await sentences('id')).sort());
  });

  it('say something in both languages', async () => {
    for (const language of ['id', 'en'] as const)
      for (const [key, text] of Object.entries(await sentences(language))) expect(text.trim(), key).not.toBe('');
  });

  it('exist for every key that the server sends', async () => {
    const known = await sentences('id');
    expect(serverKeys().filter((key) => !(key in known) && !internal.test(key))).toEqual([]);
  });
});
