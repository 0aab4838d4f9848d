import { file_type, fileName, headOf, partOf, sealedLines } from './sealed-file';
import type { Store } from './store';
import { lines, ok, type Wire } from './wire';

/** Unsent work out of this phone as a file, and from a file to the office. */

/** One file for each key that sealed something unsent. */
export async function exportFiles(db: Store, skew_ms: number, now = Date.now()): Promise<File[]> {
  const files: File[] = [];
  for (const key of await db.getAll('keys')) {
    const part = await partOf(db, key, true);
    if (part.entries.length === 0 && part.photos.length === 0) continue;
    const text = `${(await sealedLines(db, key, part, skew_ms)).join('\n')}\n`;
    files.push(new File([text], fileName(key, now), { type: file_type }));
  }
  return files;
}

/** To the chat, card or folder that is chosen; where files cannot be shared, into the downloads. */
export async function hand(files: File[]): Promise<void> {
  if (navigator.canShare?.({ files })) {
    try {
      return await navigator.share({ files });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
    }
  }
  for (const file of files) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

/** To a chat; where nothing can be shared, to the clipboard. */
export async function shareText(text: string): Promise<'shared' | 'copied'> {
  if (navigator.share) {
    await navigator.share({ text }).catch(() => undefined);
    return 'shared';
  }
  await navigator.clipboard?.writeText(text);
  return 'copied';
}

export interface Imported {
  /** Why nothing was taken; empty when the office read the file. */
  problem: string;
  visits: number;
  taken: number;
  photos: number;
  /** Keys of what was refused, each once. */
  refusals: string[];
}

interface Answer {
  kind: string;
  id: string;
  status: number;
  type?: string;
}

const upload_timeout_ms = 300_000;
const failed = (problem: string): Imported => ({ problem, visits: 0, taken: 0, photos: 0, refusals: [] });

/** Gives a file to the office as it is: nobody here reads it. Rejects with Unreached. */
export async function importFile(wire: Wire, file: Blob): Promise<Imported> {
  const head = headOf(await file.slice(0, 16_384).text());
  if (!head) return failed('phone.file_foreign');
  const reply = await wire('POST', `/visits/${head.regency}/sealed`, {
    body: file,
    contentType: file_type,
    timeout_ms: upload_timeout_ms,
  });
  if (!ok(reply)) return failed(reply.type || 'client.server');
  const answers = lines<Answer>(reply.text);
  const visits = answers.filter((one) => one.kind !== 'photo');
  const taken = (one: Answer): boolean => one.status < 300;
  return {
    problem: '',
    visits: visits.length,
    taken: visits.filter(taken).length,
    photos: answers.filter((one) => one.kind === 'photo' && taken(one)).length,
    refusals: [...new Set(answers.filter((one) => !taken(one)).map((one) => one.type ?? 'client.refused'))],
  };
}
