import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/**
 * Builds the service worker of the field's program to `sw.js`, with the list of what it keeps for work without a line:
 * everything of this build, and `others` beside it.
 */
export function serviceWorker({ entry, others }: { entry: string; others: string[] }): Plugin {
  let config: ResolvedConfig;
  let files: string[] = [];
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle(_options, bundle) {
      files = [...Object.keys(bundle).map((name) => `/${name}`), ...others].sort();
    },
    async closeBundle() {
      const folder = join(config.root, config.build.outDir);
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __FILES__: JSON.stringify(files),
          __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 12)),
        },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: config.build.target,
          reportCompressedSize: false,
          rolldownOptions: {
            input: join(config.root, entry),
            output: { entryFileNames: 'sw.js', format: 'iife' },
          },
        },
      });
    },
  };
}
