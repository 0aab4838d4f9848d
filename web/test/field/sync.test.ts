import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepDrafts, nextOf, readLine, reopen, saveDraft, submit } from '../../src/field/outbox';
import { keepPhoto, readPhoto } from '../../src/field/photos';
import { Full, isOpen, openStore, type Entry, type Store } from '../../src/field/store';
import { sendAll, sendSealed } from '../../src/field/sync';
import { currentKey, type Unlocked } from '../../src/field/vault';
import { destroyKeys } from '../../src/field/outbox';
import { draftOfLine, type Desk } from '../../src/field/visits';
import {
  chances,
  draftOf,
  freshStore,
  freshVault,
  makeOffice,
  senderOf,
  Server,
  sharedLocks,
  type Office,
} from './stub';

let db: Store;
let office: Office;
let server: Server;
let vault: Unlocked;
const title = { name: 'Warung Bu Sri', village: 'Beran', outcome: 'found' };

beforeAll(async () => {
  office = await makeOffice();
});
beforeEach(async () => {
  db = await freshStore();
  server = new Server(office);
  vault = await freshVault(db, office);
});

const desk = (id: string, changes: Partial<Desk['draft']> = {}): Desk => ({
  draft: draftOf({ id, ...changes }),
  said: [],
});
const put = (id: string, changes: Partial<Desk['draft']> = {}) => submit(db, vault, desk(id, changes), title);
const send = () => sendAll(senderOf(db, server.wire), vault, true);
const states = async () => (await db.getAll('outbox')).map((entry) => entry.state);

describe('sending', () => {
  it('has its effect once for each visit, though six of ten requests break and two tabs send', async () => {
    const chance = chances(7);
    server.fault = (moment) => chance() < { before: 0.2, after: 0.3, half: 0.25 }[moment];
    const targets = 37;
    for (let n = 0; n < 120; ++n) await put(`v${n}`, { target: `t${n % targets}`, note: String(n) });
    const locks = sharedLocks();
    const other = await openStore();
    const [one, two] = [senderOf(db, server.wire, locks), senderOf(other, server.wire, locks)];
    for (let round = 0; round < 300 && (await db.getAll('outbox')).some(isOpen); ++round)
      await Promise.all([sendAll(one, vault, true), sendAll(two, vault, true)]);

    expect(server.visits.size).toBe(120);
    expect([...server.visits.values()].filter((kept) => kept.version !== 1 || kept.conflicts > 0)).toEqual(
      [],
    );
    const perTarget = new Map<string, number>();
    for (const [target, note] of server.log.map((line) => line.split(' ') as [string, string])) {
      expect(Number(note)).toBeGreaterThan(perTarget.get(target) ?? -1);
      perTarget.set(target, Number(note));
    }
    expect((await db.getAll('receipts')).flatMap((receipt) => receipt.ids)).toHaveLength(120);
  });

  it('survives death between any two steps', async () => {
    for (let step = 1; ; ++step) {
      db = await freshStore();
      server = new Server(office);
      vault = await freshVault(db, office);
      await saveDraft(db, vault, desk('draft', { note: 'a' }), { known: true, title });
      for (const id of ['one', 'two', 'three']) await put(id, { note: id });
      await keepPhoto(db, vault, '3316', new Blob(['photo']));
      const died = await dieAt(step);
      await send();
      await send();
      expect([...server.visits.keys()].sort(), `step ${step}`).toEqual(['draft', 'one', 'three', 'two']);
      for (const kept of server.visits.values()) {
        expect(kept.version, `step ${step}`).toBe(1);
        expect(kept.conflicts, `step ${step}`).toBe(0);
      }
      expect(await states()).toEqual(['sent', 'sent', 'sent']);
      if (!died) break;
      expect(step).toBeLessThan(200);
    }
  });

  it('stops after two failures in a row, to spare the battery', async () => {
    for (let n = 0; n < 80; ++n) await put(`v${n}`);
    server.fault = (moment) => moment === 'before';
    expect(await send()).toBe('unreached');
    expect(server.asked).toBe(2);
  });

  it('tells of what the server refuses, and sends the rest', async () => {
    server.refuse = (line) => (line.id === 'bad' ? { status: 422, type: 'census.bad_visit' } : undefined);
    await put('bad');
    await put('good');
    await send();
    const [bad, good] = await db.getAll('outbox');
    expect([bad!.state, bad!.fault?.type, good!.state]).toEqual(['refused', 'census.bad_visit', 'sent']);
    expect(bad!.fault?.faults).toEqual([{ path: 'outcome', key: 'census.bad_visit' }]);
  });

  it('opens what was refused again, and what comes of it takes its place', async () => {
    server.refuse = (line) => (!line.note ? { status: 422, type: 'census.bad_visit' } : undefined);
    await put('bad');
    await send();
    const [entry] = await db.getAll('outbox');
    const draft = draftOfLine(await readLine(vault, entry!), '3316', 'q');
    await reopen(db, vault, entry!, { draft, said: [] }, title);
    expect(await db.count('outbox')).toBe(0);
    await submit(db, vault, { draft: { ...draft, note: 'lengkap' }, said: [] }, title);
    await send();
    expect(await states()).toEqual(['sent']);
    expect(server.visits.get('bad')).toMatchObject({ submitted: 1, conflicts: 0 });
  });

  it('keeps the key and says so when the session is over', async () => {
    await put('a');
    server.session = false;
    expect(await send()).toBe('shut_out');
    expect(await states()).toEqual(['waiting']);
  });

  it('takes no page of a network that wants a sign-in for an answer', async () => {
    await put('a');
    server.fault = (moment) => moment === 'half';
    await send();
    expect(await states()).toEqual(['waiting']);
    server.fault = () => false;
    await send();
    expect(server.visits.get('a')?.version).toBe(1);
  });

  it('sends pressed twice once', async () => {
    await Promise.all([put('a'), put('a')]);
    expect(await db.count('outbox')).toBe(1);
  });
});

describe('drafts and revisions', () => {
  it('keeps a draft at the office, and its visit builds on that version', async () => {
    await saveDraft(db, vault, desk('a', { note: 'satu' }), { known: true, title });
    await send();
    await saveDraft(db, vault, desk('a', { note: 'dua' }), { known: true, title });
    await send();
    expect(server.visits.get('a')).toMatchObject({ version: 2, submitted: 0, conflicts: 0 });
    await put('a', { note: 'tiga' });
    await send();
    expect(server.visits.get('a')).toMatchObject({ version: 3, submitted: 1, conflicts: 0 });
    expect(server.visits.get('a')!.last.note).toBe('tiga');
  });

  it('first learns whether a draft arrived whose answer was lost', async () => {
    await saveDraft(db, vault, desk('a', { note: 'satu' }), { known: true, title });
    server.fault = (moment) => moment === 'after';
    await send();
    server.fault = () => false;
    await put('a', { note: 'dua' });
    await send();
    expect(server.visits.get('a')).toMatchObject({ version: 2, submitted: 1, conflicts: 0 });
  });

  it('does the same for a visit that was opened again before its answer came', async () => {
    await put('a', { note: 'satu' });
    server.fault = (moment) => moment === 'after';
    await send();
    server.fault = () => false;
    const [entry] = await db.getAll('outbox');
    const draft = draftOfLine(await readLine(vault, entry!), '3316', 'q');
    await reopen(db, vault, entry!, { draft, said: [] }, title);
    await put('a', { note: 'dua' });
    await send();
    expect(server.visits.get('a')).toMatchObject({ version: 2, conflicts: 0 });
    expect(server.visits.get('a')!.last).toMatchObject({ note: 'dua', base: 1 });
  });

  it('takes back answers that were said and are gone', async () => {
    await put('a', { answers: { phone: { values: ['0812'] } } });
    await send();
    await submit(db, vault, { draft: draftOf({ id: 'a', base: 1 }), said: ['phone'] }, title);
    await send();
    expect(server.visits.get('a')!.last.answers).toEqual([{ question: 'phone', values: [] }]);
  });

  it('sends drafts some minutes apart, also when the clock was set back', async () => {
    const every = 180_000;
    const save = (note: string) => saveDraft(db, vault, desk('a', { note }), { known: true, title });
    const kept = async (now: number) => {
      await keepDrafts(db, now, every);
      return (await db.getAll('outbox')).length;
    };
    await save('satu');
    expect(await kept(10_000_000)).toBe(1);
    await db.clear('outbox');
    await save('dua');
    expect(await kept(10_000_000 + every - 1)).toBe(0);
    expect(await kept(1_000)).toBe(1);
  });
});

describe('order', () => {
  const entry = (seq: number, target: string, changes: Partial<Entry> = {}): Entry =>
    ({ seq, target, id: `v${seq}`, state: 'waiting', tries: 0, next_at: 0, made_at: 0, ...changes }) as Entry;
  const numbers = (entries: Entry[], now = 0) => nextOf(entries, now, false, 25).map((one) => one.seq);

  it('is that of making, whatever the clock said', () => {
    expect(numbers([entry(2, 'b', { made_at: 1 }), entry(1, 'a', { made_at: 9e12 })])).toEqual([1, 2]);
  });

  it('holds what follows of the same business, and nothing else', () => {
    const waits = entry(1, 'a', { next_at: 500 });
    expect(numbers([waits, entry(2, 'a'), entry(3, 'b')])).toEqual([3]);
    expect(numbers([waits, entry(2, 'a'), entry(3, 'b')], 500)).toEqual([1, 3]);
  });

  it('is not held by what was refused', () => {
    expect(numbers([entry(1, 'a', { state: 'refused' }), entry(2, 'a')])).toEqual([2]);
  });
});

describe('photos', () => {
  it('go once, after the visit that names them', async () => {
    const photo = await keepPhoto(db, vault, '3316', new Blob(['isi foto'], { type: 'image/webp' }));
    expect(await (await readPhoto(db, vault, photo))!.text()).toBe('isi foto');
    await send();
    expect(server.photos.size).toBe(0);
    await put('a', { photos: [photo] });
    await send();
    expect([...server.photos]).toEqual([photo]);
    const before = server.asked;
    await send();
    expect(server.asked).toBe(before);
  });
});

describe('sealed work', () => {
  it('arrives without the phone being unlocked', async () => {
    const photo = await keepPhoto(db, vault, '3316', new Blob(['isi foto']));
    await put('a', { photos: [photo] });
    const key = (await currentKey(db))!;
    expect(await sendSealed(senderOf(db, server.wire), key, false)).toBe('done');
    expect(server.visits.get('a')?.version).toBe(1);
    expect(server.photos.has(photo)).toBe(true);
    expect(await states()).toEqual(['sent']);
  });

  it('arrives after its key is gone, with what was still a draft', async () => {
    await put('a');
    await saveDraft(db, vault, desk('b', { note: 'setengah' }), { known: true, title });
    await destroyKeys(db);
    const [key] = await db.getAll('keys');
    vault = await freshVault(db, office);
    await sendSealed(senderOf(db, server.wire), key!, true);
    expect(server.visits.get('a')?.submitted).toBe(1);
    expect(server.visits.get('b')).toMatchObject({ submitted: 0, version: 1 });
  });

  it('has its effect once when the answer is lost and the phone is opened then', async () => {
    await put('a');
    server.fault = (moment) => moment === 'after';
    await sendSealed(senderOf(db, server.wire), (await currentKey(db))!, false);
    server.fault = () => false;
    await send();
    expect(server.visits.get('a')?.version).toBe(1);
  });
});

describe('a phone without room', () => {
  it('says so, and keeps what was there', async () => {
    await saveDraft(db, vault, desk('a', { note: 'lama' }), { known: true, title });
    const full = refusingWrites(db);
    const saving = saveDraft(full, vault, desk('a', { note: 'baru' }), { known: true, title });
    await expect(saving).rejects.toBeInstanceOf(Full);
    await expect(submit(full, vault, desk('a', { note: 'baru' }), title)).rejects.toBeInstanceOf(Full);
    expect(await db.count('drafts')).toBe(1);
    expect(await db.count('outbox')).toBe(0);
    await send();
    expect(server.visits.get('a')!.last.note).toBe('lama');
  });
});

/** A store in which every write finds the disk full. */
function refusingWrites(store: Store): Store {
  const refuse = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'put' || name === 'add') return refuse;
      if (name === 'transaction')
        return (names: never, mode: never) => {
          if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
          return target.transaction(names, mode);
        };
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Sends, and lets the program die at its n-th step out of the store or the network; whether it came so far. */
async function dieAt(step: number): Promise<boolean> {
  let steps = 0;
  const walk = (): void => {
    if (++steps >= step) throw new Error('died');
  };
  const dying = new Proxy(db, {
    get(target, name: keyof Store) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        walk();
        return (value as (...args: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  const wire: Server['wire'] = async (...asked) => {
    walk();
    const reply = await server.wire(...asked);
    walk();
    return reply;
  };
  try {
    await sendAll(senderOf(dying, wire), vault, true);
    return false;
  } catch {
    return true;
  }
}
