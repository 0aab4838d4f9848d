import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { compress } from './tools/compress.ts';
import { iconPaths } from './tools/icons.ts';
import { preloadFont } from './tools/preload.ts';
import { serviceWorker } from './tools/service-worker.ts';

// The program of the field is built by itself, after the office's and into the same folder: neither waits for parts of
// the other, and a phone keeps nothing of the office's.

const spoken = ['base', 'problems', 'access', 'registry', 'census', 'kbli', 'field'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** The sentences of screens that a phone does not have stay out of the build. */
function fewerSentences(modules: string[]): Plugin {
  const all = /'\.\.\/\*\*?\/\{id,en\}\.ts'/;
  const few = [`'../{${modules.join(',')}}/{id,en}.ts'`, `'../field/*/{id,en}.ts'`];
  return {
    name: 'fewer-sentences',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/base/i18n.svelte.ts')) return null;
      if (!all.test(code)) throw new Error(`${id}: where sentences lie is said otherwise now`);
      return code.replace(all, `[${few.join(', ')}]`);
    },
  };
}

export default defineConfig({
  plugins: [
    fewerSentences(spoken),
    iconPaths(),
    svelte(),
    preloadFont(),
    serviceWorker({
      entry: 'src/field/sw.ts',
      others: ['/lapangan.webmanifest', '/icon.svg', '/icon-192.png', '/theme.js'],
    }),
    compress(),
  ],
  define: { __FIELD_VERSION__: JSON.stringify(version) },
  publicDir: false,
  build: {
    target: ['chrome107', 'safari16'],
    cssTarget: ['chrome107', 'safari16'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    emptyOutDir: false,
    rolldownOptions: {
      input: 'lapangan.html',
      treeshake: {
        moduleSideEffects: (id: string) => !/node_modules\/svelte\/src\/(internal|reactivity)/.test(id),
      },
      output: {
        entryFileNames: 'assets/field-[name]-[hash].js',
        chunkFileNames: 'assets/field-[name]-[hash].js',
      },
    },
  },
});
