import { sealText, unsealJson, type Sealed } from './seal';
import {
  isOpen,
  keeping,
  type Arrival,
  type DraftRecord,
  type Entry,
  type NewEntry,
  type Refusal,
  type Store,
} from './store';
import type { Unlocked } from './vault';
import { isSendable, lineOf, photosOf, saidOf, type Desk, type Line } from './visits';

/** Drafts and the outbox: what is kept of a visit until the server says that it has it. */

export const lineName = (id: string): string => `visit:${id}`;
const deskName = (id: string): string => `draft:${id}`;
const titleName = (id: string): string => `title:${id}`;

/** What is said of a visit in lists; sealed, as it names somebody. */
export interface Title {
  name: string;
  village: string;
  outcome: string;
}

export interface Keeping {
  known: boolean;
  title: Title;
}

/** Keeps the draft as it is now, beside the line that would keep it at the office. */
export async function saveDraft(
  db: Store,
  vault: Unlocked,
  desk: Desk,
  { known, title }: Keeping,
  now = Date.now(),
): Promise<void> {
  const { draft } = desk;
  const [before, version] = await Promise.all([db.get('drafts', draft.id), db.get('versions', draft.id)]);
  const base = Math.max(version?.version ?? 0, draft.base ?? 0);
  const line = isSendable(draft, known) ? lineOf(desk, { draft: true, base, now }) : undefined;
  const [kept, sealedLine, sealedTitle] = await Promise.all([
    sealText(vault.key, deskName(draft.id), JSON.stringify(desk)),
    line && sealText(vault.key, lineName(draft.id), JSON.stringify(line)),
    sealText(vault.key, titleName(draft.id), JSON.stringify(title)),
  ]);
  const record: DraftRecord = {
    id: draft.id,
    regency: draft.regency,
    by: vault.id,
    target: draft.target,
    pack: draft.pack,
    changed_at: now,
    photos: photosOf(draft),
    ...kept,
    line: sealedLine,
    title: sealedTitle,
    base,
    unsent: true,
    kept_at: before?.kept_at ?? 0,
  };
  await keeping(() => db.put('drafts', record));
}

export const readDesk = (vault: Unlocked, record: DraftRecord): Promise<Desk> =>
  unsealJson<Desk>(vault.key, deskName(record.id), record);
export const readTitle = (vault: Unlocked, id: string, title: Sealed): Promise<Title> =>
  unsealJson<Title>(vault.key, titleName(id), title);
export const readLine = (vault: Unlocked, entry: Entry): Promise<Line> =>
  unsealJson<Line>(vault.key, lineName(entry.id), entry);

export const knownVersion = async (db: Store, id: string): Promise<number> =>
  (await db.get('versions', id))?.version ?? 0;

/** The draft becomes an entry in one step: it is never in both places, and never in none. */
export async function submit(
  db: Store,
  vault: Unlocked,
  desk: Desk,
  title: Title,
  now = Date.now(),
): Promise<void> {
  const { draft } = desk;
  const base = Math.max(await knownVersion(db, draft.id), draft.base ?? 0);
  const line = JSON.stringify(lineOf(desk, { draft: false, base, now }));
  const entry: NewEntry = {
    kind: 'visit',
    id: draft.id,
    regency: draft.regency,
    by: vault.id,
    target: draft.target,
    pack: draft.pack,
    draft: false,
    made_at: now,
    bytes: line.length,
    title: await sealText(vault.key, titleName(draft.id), JSON.stringify(title)),
    photos: photosOf(draft),
    base,
    ...fresh,
    ...(await sealText(vault.key, lineName(draft.id), line)),
  };
  await keeping(async () => {
    const tx = db.transaction(['drafts', 'outbox'], 'readwrite');
    const outbox = tx.objectStore('outbox');
    const before = await outbox.index('id').getAll(draft.id);
    // Pressed twice: what is on its way already stands for both.
    const done =
      before.some((one) => !one.draft && isOpen(one)) && !(await tx.objectStore('drafts').get(draft.id));
    if (!done) {
      for (const one of before) if (isReplaced(one)) await outbox.delete(one.seq);
      await outbox.add(entry as Entry);
    }
    await tx.objectStore('drafts').delete(draft.id);
    await tx.done;
  });
}

const fresh = { state: 'waiting', tries: 0, next_at: 0 } as const;

/** Nobody has seen it, or whoever saw it wanted none of it. */
const isReplaced = (entry: Entry): boolean =>
  entry.state === 'refused' || entry.state === 'sent' || (entry.state === 'waiting' && entry.tries === 0);

/**
 * Opens an entry again that is not at the office, or was refused there. While it is edited, the entry stands: it goes
 * only when what comes of it takes its place.
 */
export async function reopen(
  db: Store,
  vault: Unlocked,
  entry: Entry,
  desk: Desk,
  title: Title,
): Promise<void> {
  await saveDraft(db, vault, { ...desk, said: saidOf(desk) }, { known: true, title });
  // A line that waits unseen would be sent beside its own draft.
  const tx = db.transaction('outbox', 'readwrite');
  const now = await tx.store.get(entry.seq);
  if (now && isReplaced(now)) await tx.store.delete(entry.seq);
  await tx.done;
}

/** Drafts that changed become entries of their own, so that a phone that is lost loses little. */
export async function keepDrafts(db: Store, now: number, every_ms: number): Promise<void> {
  const tx = db.transaction(['drafts', 'outbox'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  for (const draft of await tx.objectStore('drafts').getAll()) {
    // A clock that was set back does not stop it.
    const recent = now - draft.kept_at < every_ms && now >= draft.kept_at;
    if (!draft.unsent || !draft.line || recent) continue;
    const before = await outbox.index('id').getAll(draft.id);
    if (before.some((one) => isOpen(one) && one.tries > 0)) continue;
    for (const one of before) if (one.draft) await outbox.delete(one.seq);
    await outbox.add(entryOf(draft) as Entry);
    await tx.objectStore('drafts').put({ ...draft, unsent: false, kept_at: now });
  }
  await tx.done;
}

function entryOf(draft: DraftRecord): NewEntry {
  return {
    kind: 'visit',
    id: draft.id,
    regency: draft.regency,
    by: draft.by,
    target: draft.target,
    pack: draft.pack,
    draft: true,
    made_at: draft.changed_at,
    bytes: draft.line!.data.length,
    title: draft.title,
    photos: draft.photos,
    base: draft.base,
    ...fresh,
    ...draft.line!,
  };
}

/** Before its first try an entry learns what the server has of the visit by now; after that it stays as it is. */
export async function rebase(db: Store, vault: Unlocked, entry: Entry): Promise<Entry> {
  const base = await knownVersion(db, entry.id);
  if (entry.tries > 0 || base <= entry.base || entry.by !== vault.id) return entry;
  const line: Line = { ...(await readLine(vault, entry)), base };
  return { ...entry, base, ...(await sealText(vault.key, lineName(entry.id), JSON.stringify(line))) };
}

const wait_most_ms = 20 * 60_000;

/**
 * What goes next: in the order in which it was made, one of a business at a time, and nothing of a business of which
 * something earlier has to wait.
 */
export function nextOf(entries: readonly Entry[], now: number, force: boolean, most: number): Entry[] {
  const held = new Set<string>();
  const next: Entry[] = [];
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    if (!isOpen(entry) || held.has(entry.target)) continue;
    held.add(entry.target);
    // A try that is set further ahead than anything waits comes of a clock that was put right since.
    const due = entry.next_at <= now || entry.next_at > now + wait_most_ms;
    if (next.length < most && (force || due)) next.push(entry);
  }
  return next;
}

/** The server has it: the line is no longer needed, what it said of it is. */
export async function settle(db: Store, seq: number, arrival: Arrival, day: string): Promise<void> {
  const tx = db.transaction(['outbox', 'versions', 'receipts'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  const entry = await outbox.get(seq);
  if (entry && entry.state !== 'sent') {
    const versions = tx.objectStore('versions');
    const before = (await versions.get(entry.id))?.version ?? 0;
    await versions.put({ version: Math.max(arrival.version, before), target: entry.target }, entry.id);
    if (entry.draft) await outbox.delete(seq);
    else {
      await outbox.put({ ...entry, state: 'sent', arrival, fault: undefined, iv: none, data: none });
      const receipts = tx.objectStore('receipts');
      const before = await receipts.get(day);
      const ids = [...new Set([...(before?.ids ?? []), entry.id])];
      await receipts.put({ day, ids, at: Math.max(arrival.at, before?.at ?? 0) });
    }
  }
  await tx.done;
}

const none = new Uint8Array(0);

/** The server will never take it as it is. A draft of what is still on the desk is simply made again. */
export async function refuse(db: Store, seq: number, fault: Refusal): Promise<void> {
  const tx = db.transaction('outbox', 'readwrite');
  const entry = await tx.store.get(seq);
  const others = entry ? await tx.store.index('id').getAll(entry.id) : [];
  const overtaken = others.some((one) => one.seq > seq && isOpen(one));
  if (entry?.draft || overtaken) await tx.store.delete(seq);
  else if (entry && entry.state !== 'sent') await tx.store.put({ ...entry, state: 'refused', fault });
  await tx.done;
}

const sent_kept_ms = 7 * 24 * 3_600_000;

const photo_unnamed_ms = 24 * 3_600_000;

/** Forgets what was sent a week ago, and photos that the server has or that nobody names. */
export async function tidy(db: Store, now: number): Promise<void> {
  const tx = db.transaction(['outbox', 'drafts', 'photos', 'photo_bytes'], 'readwrite');
  const photos = await tx.objectStore('photos').getAll();
  const sent = new Set(photos.filter((photo) => photo.sent).map((photo) => photo.id));
  const named = new Set<string>();
  const open = new Set<string>();
  for (const entry of await tx.objectStore('outbox').getAll()) {
    const complete = entry.state === 'sent' && entry.photos.every((photo) => sent.has(photo));
    if (complete && (entry.arrival?.at ?? entry.made_at) < now - sent_kept_ms) {
      await tx.objectStore('outbox').delete(entry.seq);
      continue;
    }
    for (const photo of entry.photos) (entry.state === 'sent' ? named : open).add(photo);
  }
  for (const draft of await tx.objectStore('drafts').getAll())
    for (const photo of draft.photos) open.add(photo);
  for (const photo of photos) {
    const unnamed = !named.has(photo.id) && photo.made_at < now - photo_unnamed_ms;
    if (open.has(photo.id) || !(photo.sent || unnamed)) continue;
    await tx.objectStore('photos').delete(photo.id);
    await tx.objectStore('photo_bytes').delete(photo.id);
  }
  await tx.done;
}

/**
 * Nothing on the phone is readable any more: what is only a copy of the office's goes, and so does the way to the key.
 * What the office does not have stays, sealed for it alone.
 */
export async function destroyKeys(db: Store): Promise<void> {
  const tx = db.transaction(['keys', 'notes', 'packs', 'drafts', 'outbox'], 'readwrite');
  const keys = tx.objectStore('keys');
  for (const { pin: _gone, ...record } of await keys.getAll()) await keys.put(record);
  const outbox = tx.objectStore('outbox');
  for (const draft of await tx.objectStore('drafts').getAll())
    if (draft.line && draft.unsent) await outbox.add(entryOf(draft) as Entry);
  for (const entry of await outbox.getAll()) if (entry.state === 'sent') await outbox.delete(entry.seq);
  const clock = await tx.objectStore('notes').get('clock');
  await Promise.all((['drafts', 'packs', 'notes'] as const).map((name) => tx.objectStore(name).clear()));
  if (clock !== undefined) await tx.objectStore('notes').put(clock, 'clock');
  await tx.done;
}
