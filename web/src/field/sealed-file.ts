import { fromBase64, toBase64 } from './bytes';
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
}

export interface SealedPart {
  /** Of the outbox, and photos. */
  entries: Entry[];
  photos: PhotoRecord[];
}

/** One file for each key: the office unwraps one, and it opens everything below. */
export function sealedLines(key: KeyRecord, part: SealedPart, now: number): string[] {
  const { office } = key;
  const head: Head = {
    format,
    regency: key.regency,
    key: office.key,
    account: key.account,
    wrapped: toBase64(office.wrapped),
    ticket: { iv: toBase64(office.ticket.iv), data: toBase64(office.ticket.data) },
    made_at: now,
  };
  const sealed = ({ iv, data }: Entry | PhotoRecord) => ({ iv: toBase64(iv), data: toBase64(data) });
  return [
    head,
    ...part.photos.map((photo) => ({ kind: 'photo', id: photo.id, type: photo.type, ...sealed(photo) })),
    ...part.entries.map((entry) => ({ kind: 'visit', id: entry.id, ...sealed(entry) })),
  ].map((line) => JSON.stringify(line));
}

/** What of the outbox was sealed with a key, in the order in which it was made, with the photos that it names. */
export async function partOf(db: Store, key: KeyRecord): Promise<SealedPart> {
  const entries = (await db.getAll('outbox')).filter((one) => one.by === key.id && one.state !== 'sent');
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
