import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { htmlOf } from '../../tools/guides';

it('prints what guides are written with', () => {
  expect(htmlOf('# Judul\n\nSatu **dua** *tiga*\nempat.\n\n1. a\n   b\n2. c')).toBe(
    '<h1>Judul</h1>\n<p>Satu <b>dua</b> <i>tiga</i> empat.</p>\n<ol><li>a b</li><li>c</li></ol>',
  );
  expect(htmlOf('| A | B |\n|---|---|\n| 1 | <x> |')).toBe(
    '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>&lt;x&gt;</td></tr></tbody></table>',
  );
});

it('leaves no mark of Markdown on paper', () => {
  for (const name of ['pendata', 'pengawas']) {
    const guide = readFileSync(join(import.meta.dirname, `../../../docs/panduan-${name}.md`), 'utf8');
    expect(htmlOf(guide).replace(/<[^>]+>/g, '')).not.toMatch(/\*\*|\]\(|^#|\|/m);
  }
});
