import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { compress } from './tools/compress.ts';
import { printedGuides } from './tools/guides.ts';
import { iconPaths } from './tools/icons.ts';
import { preloadFont } from './tools/preload.ts';
import { sentences } from './tools/sentences.ts';

const server = process.env.BINA_SERVER ?? 'http://127.0.0.1:8080';

// The program starts with what asks the server who is there. Everything that draws comes as one further part, and the
// icons of the first screen as another, instead of a request for each file that two screens share; what only forms
// and lists need comes with the first of them.
const drawing = [
  /src\/base\/(ui\/|bar|badges|folds|format|keys|list-keys|loader|navigation|search-words|toast)/,
  /node_modules\/clsx/,
  /svelte\/src\/internal\/client\/dom\/(blocks\/(each|html|snippet|svelte-head|key)|elements\/(attributes|bindings\/(?!shared)|class|style|attachments))/,
  /svelte\/src\/internal\/shared\/attributes/,
];
const forms =
  /src\/base\/(ui\/(DateField|Dialog|Field|Hits|MenuSheet|More|NotFound|Picker|Progress|Qr|ReasonDialog|Tabs)\.|combobox|day-entry|fold\.|reason|save-file)/;
const firstScreen = /src\/(base|overview|areas\/AreaMap)/;
interface Modules {
  getModuleInfo: (id: string) => { importers: readonly string[] } | null;
}
const icons = (id: string, modules: Modules): string =>
  modules.getModuleInfo(id)?.importers.some((one) => firstScreen.test(one)) ? 'icons' : 'more-icons';
const parts = {
  includeDependenciesRecursively: false,
  groups: [
    { name: icons, test: /\.svg\?icon$/ },
    { name: 'forms', test: forms },
    { name: 'parts', test: (id: string) => drawing.some((pattern) => pattern.test(id)) },
  ],
};

export default defineConfig({
  plugins: [iconPaths(), svelte(), preloadFont(), sentences(), printedGuides(), compress()],
  // Component tests need Svelte's browser build.
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  build: {
    target: ['chrome107', 'safari16'],
    cssTarget: ['chrome107', 'safari16'],
    // An inlined asset would be a data: address, which the content security policy does not allow.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      // Svelte's own modules only define; said here, as otherwise each chunk is fetched with all that it might run.
      treeshake: {
        moduleSideEffects: (id: string) => !/node_modules\/svelte\/src\/(internal|reactivity)/.test(id),
      },
      output: { codeSplitting: parts },
    },
  },
  server: { proxy: { '/api': server } },
  test: { environment: 'happy-dom', include: ['test/**/*.test.ts'], setupFiles: ['test/setup.ts'] },
});
