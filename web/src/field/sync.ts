import type { VisitReceived } from '../base/contract';
import type { Fault } from '../base/client';
import { keepDrafts, knownVersion, nextOf, rebase, refuse, settle, tidy } from './outbox';
import { markRefused, markSent, photoBytes } from './photos';
import { file_type, partOf, sealedLines, type SealedPart } from './sealed-file';
import { unseal } from './seal';
import { isOpen, type Entry, type KeyRecord, type PhotoRecord, type Store } from './store';
import type { Unlocked } from './vault';
import { later, lines, ok, shutOut, Unreached, type Reply, type Wire } from './wire';

/** Sends what is unsent, so that each visit has its effect once, whatever breaks in between. */

const batch_most = 25;
const failures_most = 2;
const waits_ms = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000] as const;
const drafts_every_ms = 180_000;
const bulk_timeout_ms = 60_000;

/** The part of Web Locks that is used: one tab or worker sends at a time. */
export type Locks = <T>(name: string, run: () => Promise<T>) => Promise<T | undefined>;

export const webLocks: Locks = (name, run) =>
  navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? run() : undefined));

/** Why a round ended: nothing more can go now, no line, or the server no longer lets this phone in. */
export type Outcome = 'done' | 'unreached' | 'shut_out';

export interface Sender {
  db: Store;
  wire: Wire;
  locks: Locks;
  /** The day that it is in the regency at a time. */
  dayOf: (at: number) => string;
  /** By the server's clock as far as it is known. */
  now: () => number;
  /** By so much the phone's clock is behind. */
  skew_ms: () => number;
  /** Whether the server answered when it was last asked. */
  reached: () => boolean;
  chance: () => number;
  /** Called after each step that changed what a screen shows. */
  changed: () => void;
}

/** A line of the answer to many visits. */
interface Answer extends Partial<VisitReceived> {
  kind?: string;
  line?: number;
  id: string;
  status: number;
  type?: string;
  faults?: Fault[];
}

class Ended extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome);
  }
}

/**
 * One round, with the vault open. Nothing happens while another tab or the service worker has one; `force` does not
 * wait for the time of the next try.
 */
export function sendAll(sender: Sender, vault: Unlocked, force: boolean): Promise<Outcome | undefined> {
  return sender.locks('bina-field-send', () => new Round(sender, vault).run(force));
}

class Round {
  readonly #tried = new Set<number>();
  #failures = 0;

  constructor(
    private readonly sender: Sender,
    private readonly vault: Unlocked,
  ) {}

  async run(force: boolean): Promise<Outcome> {
    const { db, now } = this.sender;
    try {
      await takeBack(db);
      // Without a line a draft would only be in doubt, and hold the visit that comes of it.
      if (this.sender.reached()) await keepDrafts(db, now(), force ? 0 : drafts_every_ms);
      for (;;) {
        const batch = await this.#next(force);
        if (batch.length === 0) break;
        await this.#sendBatch(batch);
      }
      await this.#sendPhotos();
      await tidy(db, now());
      return 'done';
    } catch (error) {
      if (error instanceof Ended) return error.outcome;
      throw error;
    } finally {
      this.sender.changed();
    }
  }

  async #next(force: boolean): Promise<Entry[]> {
    const all = (await this.sender.db.getAll('outbox')).filter((one) => one.by === this.vault.id);
    const regency = all.find(isOpen)?.regency;
    const mine = all.filter((one) => one.regency === regency);
    const next = nextOf(mine, this.sender.now(), force, Infinity).filter((one) => !this.#tried.has(one.seq));
    return next.slice(0, batch_most);
  }

  async #sendBatch(batch: Entry[]): Promise<void> {
    const { db } = this.sender;
    const ready: Entry[] = [];
    for (const entry of batch) {
      this.#tried.add(entry.seq);
      const based = await rebase(db, this.vault, entry);
      ready.push({ ...based, state: 'sending', tries: entry.tries + 1 });
    }
    // Said before the first byte leaves: from here on the server may have it.
    const sending = await putStanding(db, ready);
    this.sender.changed();
    const body = await Promise.all(sending.map((entry) => this.#lineOf(entry)));
    const reply = await this.#ask(sending, () =>
      this.sender.wire('POST', `/visits/${sending[0]!.regency}`, {
        body: `${body.join('\n')}\n`,
        contentType: file_type,
        timeout_ms: bulk_timeout_ms,
      }),
    );
    if (reply) await this.#read(sending, reply);
    this.sender.changed();
  }

  async #lineOf(entry: Entry): Promise<string> {
    const bytes = await unseal(this.vault.key, `visit:${entry.id}`, entry);
    return new TextDecoder().decode(bytes);
  }

  /** The reply, or nothing when it was a failure that is tried again later. */
  async #ask(sending: Entry[], ask: () => Promise<Reply>): Promise<Reply | undefined> {
    try {
      const reply = await ask();
      if (shutOut(reply)) {
        await putBack(this.sender, sending, 0);
        throw new Ended('shut_out');
      }
      if (ok(reply)) return reply;
      await putBack(this.sender, sending, reply.status, later(reply) ? undefined : reply);
      if (!later(reply)) return undefined;
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      await putBack(this.sender, sending, 0);
    }
    if (++this.#failures >= failures_most) throw new Ended('unreached');
    return undefined;
  }

  async #read(sending: Entry[], reply: Reply): Promise<void> {
    const answers = lines<Answer>(reply.text);
    const silent: Entry[] = [];
    for (const entry of sending) {
      const answer = answers.find((one) => one.id === entry.id);
      if (!answer || !(await applyAnswer(this.sender, entry, answer, reply.at))) silent.push(entry);
    }
    if (silent.length === 0) {
      this.#failures = 0;
      return;
    }
    // The line broke off before the last answer: those are asked again.
    await putBack(this.sender, silent, 0);
    if (++this.#failures >= failures_most) throw new Ended('unreached');
  }

  /** Once the visit that names it has arrived, or long before: the server takes a photo either way. */
  async #sendPhotos(): Promise<void> {
    const { db, wire } = this.sender;
    const named = new Set((await db.getAll('outbox')).flatMap((entry) => entry.photos));
    for (const photo of await db.getAll('photos')) {
      const { id } = photo;
      // Those of a draft that nobody has seen yet, and of one that was thrown away, stay here.
      if (photo.sent || photo.fault || photo.by !== this.vault.id || !named.has(id)) continue;
      const bytes = await photoBytes(db, this.vault, id);
      if (!bytes) continue;
      const path = `/visits/${photo.regency}/photos/${id}`;
      const contentType = 'application/octet-stream';
      let refused: Reply | undefined;
      const reply = await this.#ask([], async () => {
        const came = await wire('PUT', path, { body: bytes, contentType, timeout_ms: bulk_timeout_ms });
        if (!ok(came) && !later(came) && came.status !== 401) refused = came;
        return came;
      });
      if (refused) await markRefused(db, id, { type: refused.type, status: refused.status, faults: [] });
      if (reply) {
        this.#failures = 0;
        await markSent(db, id);
        this.sender.changed();
      }
    }
  }
}

/** What was on its way when the program died: whether it arrived is not known, so it is sent again as it was. */
async function takeBack(db: Store): Promise<void> {
  const tx = db.transaction('outbox', 'readwrite');
  for (const entry of await tx.store.index('state').getAll('sending'))
    await tx.store.put({ ...entry, state: 'waiting' });
  await tx.done;
}

/** Writes those that still stand as they were read: an entry may have been opened again meanwhile. */
async function putStanding(db: Store, entries: Entry[]): Promise<Entry[]> {
  const tx = db.transaction('outbox', 'readwrite');
  const standing: Entry[] = [];
  for (const entry of entries) {
    const now = await tx.store.get(entry.seq);
    if (now?.state !== 'waiting') continue;
    await tx.store.put(entry);
    standing.push(entry);
  }
  await tx.done;
  return standing;
}

/** Waits longer each time, by a little chance, so that a village's phones do not all come at once. */
async function putBack(sender: Sender, entries: Entry[], status: number, refusal?: Reply): Promise<void> {
  const tx = sender.db.transaction('outbox', 'readwrite');
  for (const { seq } of entries) {
    const entry = await tx.store.get(seq);
    if (!entry || entry.state !== 'sending') continue;
    const wait_ms = waits_ms[Math.min(entry.tries - 1, waits_ms.length - 1)]! * (0.7 + 0.6 * sender.chance());
    const fault = { type: refusal?.type || 'client.offline', status, faults: refusal?.faults ?? [] };
    await tx.store.put({ ...entry, state: 'waiting', next_at: sender.now() + wait_ms, fault });
  }
  await tx.done;
}

/** Whether the answer was one that settles the entry. */
async function applyAnswer(sender: Sender, entry: Entry, answer: Answer, at: number): Promise<boolean> {
  const { status, type = 'client.refused', faults = [] } = answer;
  if (status === 200 || status === 201) {
    const time = at || sender.now();
    const arrival = {
      version: answer.version ?? 1,
      conflicts: answer.conflicts ?? [],
      remarks: answer.remarks ?? [],
      at: time,
    };
    for (const photo of answer.missing ?? []) await markSent(sender.db, photo, false);
    await settle(sender.db, entry.seq, arrival, sender.dayOf(time));
    return true;
  }
  if (status >= 500 || status === 429) return false;
  await refuse(sender.db, entry.seq, { type, status, faults });
  return true;
}

const file_bytes_most = 8_000_000;

/**
 * Sends what was sealed with a key as it is, without opening it: for the service worker, a locked phone, and keys that
 * are gone. With `last` also what should have learnt of a later version first, as nothing else will tell it any more.
 */
export function sendSealed(sender: Sender, key: KeyRecord, last: boolean): Promise<Outcome | undefined> {
  return sender.locks('bina-field-send', async () => {
    await takeBack(sender.db);
    if (!last && sender.reached()) await keepDrafts(sender.db, sender.now(), drafts_every_ms);
    const tried = new Set<number | string>();
    for (;;) {
      const part = await sealedPart(sender, key, last, tried);
      if (part.entries.length === 0 && part.photos.length === 0) return 'done';
      const outcome = await postSealed(sender, key, part);
      if (outcome !== 'done') return outcome;
    }
  });
}

/** As much as goes with one file; `tried` grows by it. */
async function sealedPart(
  sender: Sender,
  key: KeyRecord,
  last: boolean,
  tried: Set<number | string>,
): Promise<SealedPart> {
  const all = await partOf(sender.db, key, last);
  const sized = new Map(all.photos.map((photo) => [photo.id, photo]));
  const part: SealedPart = { entries: [], photos: [] };
  let bytes = 0;
  const addPhoto = (photo: PhotoRecord): void => {
    if (tried.has(photo.id)) return;
    tried.add(photo.id);
    part.photos.push(photo);
    bytes += photo.bytes;
  };
  for (const entry of nextOf(all.entries, sender.now(), true, Infinity)) {
    const known = await knownVersion(sender.db, entry.id);
    const wrong = !last && entry.tries === 0 && known > entry.base;
    if (wrong || tried.has(entry.seq) || bytes > file_bytes_most) continue;
    tried.add(entry.seq);
    part.entries.push(entry);
    for (const id of entry.photos) if (sized.has(id)) addPhoto(sized.get(id)!);
  }
  if (last) for (const photo of all.photos) if (bytes <= file_bytes_most) addPhoto(photo);
  return part;
}

async function postSealed(sender: Sender, key: KeyRecord, part: SealedPart): Promise<Outcome> {
  const sending = await putStanding(
    sender.db,
    part.entries.map((entry) => ({ ...entry, state: 'sending', tries: entry.tries + 1 })),
  );
  const now = { ...part, entries: sending };
  const body = `${(await sealedLines(sender.db, key, now, sender.skew_ms())).join('\n')}\n`;
  try {
    const reply = await sender.wire('POST', `/visits/${key.regency}/sealed`, {
      body,
      contentType: file_type,
      timeout_ms: bulk_timeout_ms * 3,
    });
    if (!ok(reply)) {
      await putBack(sender, sending, reply.status, later(reply) ? undefined : reply);
      return shutOut(reply) ? 'shut_out' : 'unreached';
    }
    await readSealed(sender, sending, reply);
    return 'done';
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    await putBack(sender, sending, 0);
    return 'unreached';
  } finally {
    sender.changed();
  }
}

async function readSealed(sender: Sender, sending: Entry[], reply: Reply): Promise<void> {
  const answers = lines<Answer>(reply.text);
  for (const { kind, id, status } of answers)
    if (kind === 'photo' && status < 300) await markSent(sender.db, id);
  const silent: Entry[] = [];
  for (const entry of sending) {
    const answer = answers.find((one) => one.kind !== 'photo' && one.id === entry.id);
    if (!answer || !(await applyAnswer(sender, entry, answer, reply.at))) silent.push(entry);
  }
  await putBack(sender, silent, 0);
}
