import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Permissions, names of jobs, events of the log and the like look like keys, but nobody is shown them as sentences. */
const no_sentences =
  /^(registry\.(read|write|unmask|export|unmasked|exported|business_registered|fact_added|changed)|intake\.(run|undo|read|check|commit|batch_committed|batch_undone|file_received|is_businesses)|pairs\.decide|users\.manage|audit\.(read|head)|areas\.(manage|boundaries_imported|boundaries_removed)|backup\.(manage|take|asked|manifest)|kbli\.manage|privacy\.(manage|reseal|retention)|letters\.(issue|manage)|access\.(signed_in|signed_out|set_up|account_put|password_changed))$/;

const modules =
  'base|access|backup|http|areas|registry|intake|pairs|audit|jobs|storage|linkage|insight|kbli|licences|letters|privacy';

/**
 * Every key that the C++ headers of the server can send to a person: the constants of errors, findings, faults and
 * reasons. Lists of macros (`X(name, …)` beside `"module." #name`) are read as the keys that they make.
 */
export function headerKeys(source: string): string[] {
  const keys = new Set<string>();
  for (const file of headers(source)) {
    const text = readFileSync(file, 'utf8').replace(/\/\/\/?.*$/gm, '');
    for (const [, key] of text.matchAll(new RegExp(`"((?:${modules})\\.[a-z0-9_]+)"`, 'g'))) keys.add(key!);
    for (const key of macroKeys(text)) keys.add(key);
  }
  return [...keys].filter((key) => !no_sentences.test(key)).sort();
}

function macroKeys(text: string): string[] {
  const prefix = text.match(/"((?:\w+)\.)" #name/)?.[1];
  if (!prefix) return [];
  return [...text.matchAll(/^\s*X\((\w+),\s*(?:ok|info|warning|error)\)/gm)].map(
    ([, name]) => prefix + name!,
  );
}

const headers = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.h') && !/fixture|test/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
