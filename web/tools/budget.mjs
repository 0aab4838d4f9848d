// Fails the build when more program is sent before the first screen than an old office computer should wait for.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
/**
 * `start` is needed before anything can be shown; the overview's parts are fetched beside the first question. `field` is
 * what a phone reads before its first screen, with the sentences on it.
 */
const limits_kb = { start: 25, overview: 60, styles: 14, field: 60, field_styles: 8 };

const read = (path) => readFileSync(join(dist, path));
const size = (paths) =>
  [...paths].reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0) / 1000;

/** A script and everything it imports at once, not what it imports on demand. */
function withImports(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const text = read(path).toString();
  for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    withImports(`assets/${name}`, found);
  return found;
}

const entryOf = (page) => page.match(/<script type="module"[^>]*src="\/([^"]+)"/)[1];
const stylesOf = (page) => [...page.matchAll(/href="\/([^"]+\.css)"/g)].map(([, path]) => path);

const html = read('index.html').toString();
const start = withImports(entryOf(html));
const overview = new Set(start);
for (const screen of ['Office', 'Overview']) {
  const name = [...start]
    .map(
      (path) =>
        read(path)
          .toString()
          .match(new RegExp(`\\./(${screen}-[\\w-]+\\.js)`))?.[1],
    )
    .find(Boolean);
  withImports(`assets/${name}`, overview);
}
const phone = read('lapangan.html').toString();
const field = withImports(entryOf(phone));
const spoken = readdirSync(join(dist, 'assets')).find(
  (name) => /^field-id-.*\.js$/.test(name) && read(`assets/${name}`).includes('phone.title'),
);
field.add(`assets/${spoken}`);

const measured = {
  start: size(start),
  overview: size(overview),
  styles: size(stylesOf(html)),
  field: size(field),
  field_styles: size(stylesOf(phone)),
};
let failed = false;
for (const [name, kb] of Object.entries(measured)) {
  const over = kb > limits_kb[name];
  failed ||= over;
  console.log(
    `${over ? 'OVER ' : 'ok   '}${name.padEnd(13)}${kb.toFixed(1).padStart(6)} kB gzip, at most ${limits_kb[name]}`,
  );
}
process.exit(failed ? 1 : 0);
