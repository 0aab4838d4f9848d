import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const textual = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt']);
const smallest_worthwhile_bytes = 512;

/** Writes `.br` and `.gz` beside every text asset, so that the server never compresses while it answers. */
export function compress(): Plugin {
  let folder = 'dist';
  return {
    name: 'compress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const file of await filesBelow(folder)) await compressFile(file);
    },
  };
}

async function compressFile(file: string): Promise<void> {
  if (!textual.has(extname(file)) || (await stat(file)).size < smallest_worthwhile_bytes) return;
  if (await isFresh(file)) return;
  const body = await readFile(file);
  const options = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(body, options));
  await writeFile(`${file}.gz`, await promisify(gzip)(body, { level: 9 }));
}

/** Another build that writes to the same folder has done it. */
async function isFresh(file: string): Promise<boolean> {
  const packed = await stat(`${file}.br`).catch(() => undefined);
  return packed !== undefined && packed.mtimeMs >= (await stat(file)).mtimeMs;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
