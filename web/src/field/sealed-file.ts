import { fromBase64, toBase64 } from './bytes';
import type { Sealed } from './seal';
import type { Entry, KeyRecord, PhotoRecord, Store } from './store';

/**
 * What is unsent as a file that only the office opens (docs/adr/028-field-keys.md). Made of what lies on the phone as it
 * lies there: no PIN is needed, and who finds the file reads nothing.
 */

export const format = 'bina-visits/1';
export const file_type = 'application/x-ndjson';

export interface Head {
  format: typeof format;
  regency: string;
  key: string;
  account: string;
  wrapped: string;
  ticket: { iv: string; data: string };
  made_at: number;
  /** By so much the phone's clock is behind the office's, as far as it knows. */
  skew_ms: number;
}

export interface SealedPart {
  /** Of the outbox, and photos. */
  entries: Entry[];
  photos: PhotoRecord[];
}

/** One file for each key: the office unwraps one, and it opens everything below. */
export async function sealedLines(
  db: Store,
  key: KeyRecord,
  part: SealedPart,
  skew_ms: number,
): Promise<string[]> {
  const { office } = key;
  const head: Head = {
    format,
    regency: key.regency,
    key: office.key,
    account: key.account,
    wrapped: toBase64(office.wrapped),
    ticket: { iv: toBase64(office.ticket.iv), data: toBase64(office.ticket.data) },
    made_at: Date.now(),
    skew_ms,
  };
  const sealed = ({ iv, data }: Sealed) => ({ iv: toBase64(iv), data: toBase64(data) });
  const lines: object[] = [head];
  for (const { id, type } of part.photos) {
    const bytes = await db.get('photo_bytes', id);
    if (bytes) lines.push({ kind: 'photo', id, type, ...sealed(bytes) });
  }
  for (const entry of part.entries) lines.push({ kind: 'visit', id: entry.id, ...sealed(entry) });
  return lines.map((line) => JSON.stringify(line));
}

/**
 * What of the outbox was sealed with a key, in the order in which it was made, with the photos that it names. With
 * `latest` of each visit only what was made last: where nobody is left who learns of versions, a draft before the visit
 * that came of it would only be in its way.
 */
export async function partOf(db: Store, key: KeyRecord, latest: boolean): Promise<SealedPart> {
  const all = (await db.getAll('outbox')).filter((one) => one.by === key.id && one.state !== 'sent');
  const last = new Map(all.map((entry) => [entry.id, entry.seq]));
  const entries = latest ? all.filter((entry) => last.get(entry.id) === entry.seq) : all;
  const photos = (await db.getAll('photos')).filter((one) => one.by === key.id && !one.sent);
  return { entries, photos };
}

/** The names of files hold no name of a person. */
export const fileName = (key: KeyRecord, now: number): string =>
  `kunjungan-${key.regency}-${new Date(now).toISOString().slice(0, 16).replace(/[-:T]/g, '')}-${key.id.slice(-6)}.bina`;

/** The first line of a file, when it is one of ours. */
export function headOf(file: string): Head | undefined {
  try {
    const head = JSON.parse(file.slice(0, file.indexOf('\n'))) as Head;
    const whole =
      head.format === format && /^\d{4}$/.test(head.regency) && fromBase64(head.wrapped).length > 0;
    return whole ? head : undefined;
  } catch {
    return undefined;
  }
}
