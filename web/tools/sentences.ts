import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes every Indonesian sentence to `sentences.tsv` (key, tab, sentence) beside the client, for what the server puts
 * into files that leave the system, such as the reason column of rejected rows.
 */
export function sentences(): Plugin {
  let folder = 'dist';
  return {
    name: 'bina-sentences',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const { createServer } = await import('vite');
      const server = await createServer({
        configFile: false,
        server: { middlewareMode: true },
        appType: 'custom',
        logLevel: 'silent',
      });
      const lines: string[] = [];
      for (const module of ['base', 'intake', 'registry', 'areas']) {
        const { default: id } = await server.ssrLoadModule(`/src/${module}/id.ts`);
        for (const [key, sentence] of Object.entries(id as Record<string, string>))
          lines.push(`${key}\t${String(sentence).replace(/\s+/g, ' ')}`);
      }
      await server.close();
      writeFileSync(join(folder, 'sentences.tsv'), `${lines.sort().join('\n')}\n`);
    },
  };
}
