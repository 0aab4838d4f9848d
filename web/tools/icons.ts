import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** `import path from '….svg?icon'` gives what stands inside the <svg>, without the header and its comment. */
export function iconPaths(): Plugin {
  return {
    name: 'icon-paths',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('.svg?icon')) return null;
      const source = await readFile(id.slice(0, -'?icon'.length), 'utf8');
      return `export default ${JSON.stringify(innerPaths(source))};`;
    },
  };
}

export function innerPaths(source: string): string {
  const body = source.replace(/<!--[\s\S]*?-->/g, '').match(/<svg[^>]*>([\s\S]*)<\/svg>/)?.[1] ?? '';
  return body.replace(/\s*\n\s*/g, '').trim();
}
