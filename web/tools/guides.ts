import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Guides that are carried on paper: those of docs/ as pages of A4 without any program, at /panduan/NAME.html. */
const guides = { pendata: 'panduan-pendata.md', pengawas: 'panduan-pengawas.md' };

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Emphasis, and links to other guides. */
const inline = (text: string): string =>
  escaped(text)
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\*([^*]+)\*/g, '<i>$1</i>')
    .replace(/\[([^\]]+)\]\(panduan-(\w+)\.md\)/g, '<a href="$2.html">$1</a>')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

const cells = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inline(cell.trim()));

function table(lines: string[]): string {
  const [head, , ...rows] = lines;
  const row = (name: string, line: string): string =>
    `<tr>${cells(line)
      .map((cell) => `<${name}>${cell}</${name}>`)
      .join('')}</tr>`;
  return `<table><thead>${row('th', head!)}</thead><tbody>${rows.map((line) => row('td', line)).join('')}</tbody></table>`;
}

/** Items, each with the lines that go on below it. */
function list(lines: string[]): string {
  const items: string[] = [];
  for (const line of lines) {
    const begins = /^(?:-|\d+\.) (.*)$/.exec(line);
    if (begins) items.push(begins[1]!);
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  const name = lines[0]!.startsWith('-') ? 'ul' : 'ol';
  return `<${name}>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</${name}>`;
}

function block(lines: string[]): string {
  const heading = /^(#+) (.*)$/.exec(lines[0]!);
  if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`;
  if (lines[0]!.startsWith('|')) return table(lines);
  if (/^(-|\d+\.) /.test(lines[0]!)) return list(lines);
  return `<p>${inline(lines.map((line) => line.trim()).join(' '))}</p>`;
}

/** What the guides use of Markdown: headings, paragraphs, lists, tables, emphasis. */
export const htmlOf = (markdown: string): string =>
  markdown
    .trim()
    .split(/\n{2,}/)
    .map((text) => block(text.split('\n')))
    .join('\n');

const style = `@page{size:A4;margin:12mm 13mm}
body{max-width:184mm;margin:0 auto;padding:12px;color:#111;background:#fff;font:9.6pt/1.36 system-ui,sans-serif}
h1{margin:0 0 2pt;font-size:17pt}h2{margin:8pt 0 3pt;padding-bottom:1pt;border-bottom:1.5pt solid #0b4f48;font-size:11.5pt;color:#0b4f48;break-after:avoid}
p{margin:3pt 0}ol,ul{margin:3pt 0;padding-left:15pt}li{margin:1pt 0}li,tr{break-inside:avoid}
table{width:100%;margin:4pt 0;border-collapse:collapse;font-size:9pt}th,td{padding:2pt 5pt;border:.5pt solid #999;text-align:left;vertical-align:top}th{background:#e3f1ee}
a{color:inherit}@media print{body{padding:0;font-size:9.2pt}}`;

const page = (markdown: string): string => {
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? 'Panduan';
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Bina</title><style>${style}</style></head>
<body>${htmlOf(markdown)}</body></html>
`;
};

export function printedGuides(): Plugin {
  let folder = 'dist';
  let docs = '../docs';
  return {
    name: 'bina-guides',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir, 'panduan');
      docs = join(config.root, '../docs');
    },
    writeBundle() {
      mkdirSync(folder, { recursive: true });
      for (const [name, file] of Object.entries(guides))
        writeFileSync(join(folder, `${name}.html`), page(readFileSync(join(docs, file), 'utf8')));
    },
  };
}
