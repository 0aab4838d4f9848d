import { Clock } from './clock';
import { enter, leave, type Credentials, type Entered } from './door';
import { destroyKeys, keepDrafts, readTitle, type Title } from './outbox';
import { readPacks, refreshPacks, type KeptPack } from './packs';
import {
  Full,
  isOpen,
  isUnsent,
  openStore,
  type DraftRecord,
  type Entry,
  type Receipt,
  type Store,
} from './store';
import { sendAll, sendSealed, webLocks, type Outcome, type Sender } from './sync';
import { currentKey, makeVault, unlock, type Unlocked } from './vault';
import type { Own, OwnWork } from './walk';
import { Unreached, wire, type Wire } from './wire';

export type Door = 'starting' | 'sign_in' | 'new_pin' | 'locked' | 'open';
/** Why the phone asks who is there; a sentence under `phone.why.`. */
export type Why = '' | 'revoked' | 'too_many' | 'forgotten' | 'left';

export interface EntryView {
  entry: Entry;
  title: Title;
  /** With its photos. */
  bytes: number;
}
export interface DraftView {
  record: DraftRecord;
  title: Title;
}

const locks_after_ms = 15 * 60_000;
const round_every_ms = 30_000;
const packs_every_ms = 5 * 60_000;
const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
const nameless: Title = { name: '', village: '', outcome: '' };

/** The phone: who has it, what lies on it, and whether it can be reached. */
export class Phone {
  door = $state<Door>('starting');
  why = $state<Why>('');
  packs = $state.raw<KeptPack[]>([]);
  entries = $state.raw<EntryView[]>([]);
  drafts = $state.raw<DraftView[]>([]);
  receipts = $state.raw<Receipt[]>([]);
  /** Visits that the office does not have; known while locked, too. */
  waiting = $state(0);
  /** Of keys that are gone: only the office reads them. */
  stranded = $state(0);
  photos = $state.raw({ waiting: 0, bytes: 0 });
  online = $state(navigator.onLine);
  sending = $state(false);
  /** Something was not kept, as the phone has no room. */
  full = $state(false);
  /** How far loading of packs is; nothing while none are loaded. */
  loading = $state.raw<{ done: number; all: number }>();
  vault = $state.raw<Unlocked>();
  /** The pack that was opened last. */
  chosen = $state('');
  readonly clock = new Clock();
  db!: Store;
  #entered: Entered | undefined;
  #packs_at = 0;
  #running: Promise<void> | undefined;
  #again: 'no' | 'yes' | 'force' = 'no';
  #hidden_at = 0;
  #channel = new BroadcastChannel('bina-field');

  constructor(private readonly way: Wire = wire) {}

  /** The way out, by which the phone learns the hour and whether anybody is there. */
  readonly wire: Wire = async (...asked) => {
    try {
      const reply = await this.way(...asked);
      this.online = true;
      if (reply.at > 0 && this.clock.learn(reply.at))
        void this.db.put('notes', this.clock.offset_ms, 'clock');
      return reply;
    } catch (error) {
      if (error instanceof Unreached) this.online = false;
      throw error;
    }
  };

  async start(): Promise<void> {
    this.db = await openStore();
    this.clock.offset_ms = ((await this.db.get('notes', 'clock')) as number | undefined) ?? 0;
    this.door = (await currentKey(this.db)) ? 'locked' : 'sign_in';
    await this.look();
    this.#channel.onmessage = () => void this.look();
    addEventListener('online', () => void this.sync(true));
    addEventListener('offline', () => (this.online = false));
    document.addEventListener('visibilitychange', () => this.#seen());
    setInterval(() => {
      if (this.door === 'open' && document.hidden && Date.now() - this.#hidden_at > locks_after_ms)
        this.lock();
      else if (navigator.onLine) void this.sync(false);
    }, round_every_ms);
    void this.sync(false);
  }

  #seen(): void {
    if (document.hidden) {
      this.#hidden_at = Date.now();
      return;
    }
    const away_ms = Date.now() - this.#hidden_at;
    if (this.door === 'open' && (away_ms > locks_after_ms || away_ms < 0)) this.lock();
    void this.sync(false);
  }

  async signIn(credentials: Credentials): Promise<void> {
    this.#entered = await enter(this.wire, credentials);
    await this.db.delete('notes', 'leaving');
    this.door = 'new_pin';
  }

  async choosePin(pin: string): Promise<void> {
    if (!this.#entered) return;
    const { office, profile } = this.#entered;
    const vault = await makeVault(this.db, pin, office, profile);
    this.#entered = undefined;
    await this.#open(vault);
    void navigator.storage?.persist?.();
    void this.sync(true);
  }

  /** How many tries are left after a wrong one; nothing when it was right. */
  async unlock(pin: string): Promise<number | undefined> {
    const answer = await unlock(this.db, pin);
    if (answer.done) {
      await this.#open(answer.vault);
      void this.sync(false);
      return undefined;
    }
    if (answer.left === 0) await this.#close('too_many');
    return answer.left;
  }

  async #open(vault: Unlocked): Promise<void> {
    this.vault = vault;
    this.clock.zone = vault.profile.zone;
    this.packs = await readPacks(this.db, vault);
    await this.look();
    this.why = '';
    this.door = 'open';
  }

  lock(): void {
    this.vault = undefined;
    this.packs = [];
    this.entries = [];
    this.drafts = [];
    if (this.door === 'open') this.door = 'locked';
  }

  /** Whoever forgot his PIN signs in again; what he has not sent goes to the office sealed. */
  async forget(why: Why): Promise<void> {
    if (why !== 'too_many') await destroyKeys(this.db);
    await this.#close(why);
  }

  async #close(why: Why): Promise<void> {
    this.lock();
    this.why = why;
    this.door = 'sign_in';
    await this.look();
  }

  /** Only when nothing is unsent; the screen says so before. */
  async signOut(): Promise<void> {
    await this.forget('left');
    await this.#dropEmptyKeys();
    await this.db.clear('receipts');
    await this.db.put('notes', true, 'leaving');
    await this.#endSession();
  }

  /** Without a line the server hears of it as soon as there is one. */
  async #endSession(): Promise<void> {
    if (!(await this.db.get('notes', 'leaving'))) return;
    if (await leave(this.wire)) await this.db.delete('notes', 'leaving');
  }

  /** Reads again what lies on the phone. */
  async look(): Promise<void> {
    const [entries, drafts, photos, receipts] = await Promise.all([
      this.db.getAll('outbox'),
      this.db.getAll('drafts'),
      this.db.getAll('photos'),
      this.db.getAll('receipts'),
    ]);
    const mine = (record: { by: string }): boolean => record.by === this.vault?.id;
    const current = this.vault?.id ?? (await currentKey(this.db))?.id;
    const lost = entries.filter((entry) => entry.by !== current && entry.state !== 'sent');
    this.stranded = new Set(lost.map((entry) => entry.id)).size;
    this.waiting = entries.filter(isUnsent).length;
    const open = photos.filter((photo) => !photo.sent && !photo.fault);
    this.photos = { waiting: open.length, bytes: sum(open.map((photo) => photo.bytes)) };
    const sizes = new Map(photos.map((photo) => [photo.id, photo.bytes]));
    const sizeOf = (id: string): number => sizes.get(id) ?? 0;
    this.receipts = receipts.sort((a, b) => (a.day < b.day ? 1 : -1));
    if (!this.vault) return;
    this.entries = await this.#titled(
      entries.filter(mine),
      (entry) => entry.id,
      (entry, title) => ({ entry, title, bytes: sum([entry.bytes, ...entry.photos.map(sizeOf)]) }),
    );
    this.drafts = await this.#titled(
      drafts.filter(mine),
      (record) => record.id,
      (record, title) => ({ record, title }),
    );
  }

  async #titled<T extends { title: Entry['title'] }, V>(
    records: T[],
    idOf: (record: T) => string,
    view: (record: T, title: Title) => V,
  ): Promise<V[]> {
    const { vault } = this;
    if (!vault) return [];
    return Promise.all(
      records.map(async (record) =>
        view(record, await readTitle(vault, idOf(record), record.title).catch(() => nameless)),
      ),
    );
  }

  /** What of each name lies here, for lists. */
  get own(): Own {
    const own = new Map<string, OwnWork>();
    const note = (target: string, work: OwnWork): void => {
      own.set(target, { ...own.get(target), ...work });
    };
    for (const { record } of this.drafts) note(record.target, { draft: record.id });
    for (const { entry } of this.entries) {
      if (entry.draft) continue;
      if (entry.state === 'refused') note(entry.target, { refused: true });
      else if (isOpen(entry)) note(entry.target, { waiting: true });
      else if (this.clock.dayOf(entry.arrival?.at ?? 0) === this.clock.today)
        note(entry.target, { sent: true });
    }
    return own;
  }

  /** What is still being filled in goes into the outbox as well, for a file that holds everything. */
  async keepDrafts(): Promise<void> {
    await keepDrafts(this.db, this.clock.now(), 0);
    await this.look();
  }

  get pack(): KeptPack | undefined {
    return this.packs.find((one) => one.id === this.chosen) ?? this.packs[0];
  }

  get sender(): Sender {
    return {
      db: this.db,
      wire: this.wire,
      locks: webLocks,
      dayOf: (at) => this.clock.dayOf(at),
      now: () => this.clock.now(),
      skew_ms: () => this.clock.offset_ms,
      reached: () => this.online,
      chance: Math.random,
      changed: () => {
        this.#channel.postMessage('changed');
        void this.look();
      },
    };
  }

  /** Sends, then asks for what is new. One after another; who comes meanwhile is served by one more round. */
  sync(force: boolean): Promise<void> {
    if (this.#running) {
      if (this.#again !== 'force') this.#again = force ? 'force' : 'yes';
      return this.#running;
    }
    this.#again = 'no';
    this.#running = this.#round(force).finally(() => {
      this.#running = undefined;
      this.sending = false;
      if (this.#again !== 'no') void this.sync(this.#again === 'force');
    });
    return this.#running;
  }

  async #round(force: boolean): Promise<void> {
    if (!force && !navigator.onLine) return;
    if (this.door === 'sign_in') return this.#endSession();
    if (this.door === 'starting' || this.door === 'new_pin') return;
    this.sending = this.waiting > 0 || this.stranded > 0;
    let outcome: Outcome | undefined = 'done';
    const { vault } = this;
    for (const key of await this.db.getAll('keys')) {
      if (outcome !== 'done') break;
      if (key.id === vault?.id) outcome = await sendAll(this.sender, vault, force);
      else outcome = await sendSealed(this.sender, key, key.pin === undefined);
    }
    if (outcome === 'done') outcome = await this.#refresh(force);
    if (outcome === 'shut_out') return this.forget('revoked');
    if (outcome === 'done') await this.#dropEmptyKeys();
    else if (this.waiting > 0) await askForBackgroundSync();
  }

  async #refresh(force: boolean): Promise<Outcome> {
    const { vault } = this;
    if (!vault || (!force && Date.now() - this.#packs_at < packs_every_ms)) return 'done';
    try {
      const came = await refreshPacks(
        this.db,
        vault,
        this.wire,
        (done, all) => (this.loading = { done, all }),
      );
      if (came.shut_out) return 'shut_out';
      this.#packs_at = Date.now();
      if (this.vault) this.packs = came.packs;
      return 'done';
    } catch (error) {
      if (error instanceof Unreached) return 'unreached';
      if (!(error instanceof Full)) throw error;
      this.full = true;
      return 'done';
    } finally {
      this.loading = undefined;
    }
  }

  /** A key that is gone, of which the office has everything, is no longer needed. */
  async #dropEmptyKeys(): Promise<void> {
    const current = await currentKey(this.db);
    const entries = await this.db.getAll('outbox');
    const photos = await this.db.getAll('photos');
    for (const key of await this.db.getAll('keys')) {
      const needed =
        entries.some((one) => one.by === key.id && one.state !== 'sent') ||
        photos.some((one) => one.by === key.id && !one.sent && !one.fault);
      if (key.id !== current?.id && !needed) await this.db.delete('keys', key.id);
    }
  }
}

async function askForBackgroundSync(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration('/lapangan')) as
      { sync?: { register: (tag: string) => Promise<void> } } | undefined;
    await registration?.sync?.register('bina-field');
  } catch {
    // Not in every browser: the timer, the page's return and the line's return do it as well.
  }
}

export const phone = new Phone();
