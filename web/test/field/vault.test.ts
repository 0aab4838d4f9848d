import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../src/field/bytes';
import { saveDraft, submit } from '../../src/field/outbox';
import { seal, unsealText } from '../../src/field/seal';
import type { Store } from '../../src/field/store';
import { currentKey, isPin, isWeakPin, unlock, wrong_pins_max } from '../../src/field/vault';
import { draftOf, freshStore, freshVault, makeOffice, pin, profile, type Office } from './stub';

let db: Store;
let office: Office;
const title = { name: 'Warung Bu Sri', village: 'Beran', outcome: 'found' };

beforeAll(async () => {
  office = await makeOffice();
});
beforeEach(async () => {
  db = await freshStore();
});

/** Everything that lies in the store, as one text in which a name would be found. */
async function everything(): Promise<string> {
  const names = ['keys', 'packs', 'drafts', 'outbox', 'photos', 'receipts', 'notes'] as const;
  const all = await Promise.all(names.map((name) => db.getAll(name)));
  return JSON.stringify(all, (_key, value) =>
    value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
  );
}

describe('the vault', () => {
  it('opens with its PIN and gives back who it belongs to', async () => {
    const made = await freshVault(db, office);
    const sealed = await seal(made.key, 'pack:1', utf8('Keripik Tempe Barokah'));
    const opened = await unlock(db, pin);
    expect(opened.done && opened.vault.profile).toEqual(profile);
    expect(opened.done && (await unsealText(opened.vault.key, 'pack:1', sealed))).toBe(
      'Keripik Tempe Barokah',
    );
  });

  it('does not open what was sealed under another name', async () => {
    const { key } = await freshVault(db, office);
    const sealed = await seal(key, 'visit:1', utf8('x'));
    await expect(unsealText(key, 'visit:2', sealed)).rejects.toThrow();
  });

  it('gives the office the same key', async () => {
    const made = await freshVault(db, office);
    const record = (await currentKey(db))!;
    const key = await office.unwrap(record.office.wrapped);
    const sealed = await seal(made.key, 'visit:1', utf8('isi'));
    expect(await unsealText(key, 'visit:1', sealed)).toBe('isi');
    expect(await unsealText(key, `ticket:${office.account}`, record.office.ticket)).toBe(
      'ticket of the account',
    );
  });

  it('counts wrong PINs, forgets them after a right one, and is gone after ten', async () => {
    await freshVault(db, office);
    for (let left = wrong_pins_max - 1; left > 0; --left)
      expect(await unlock(db, '000000')).toEqual({ done: false, left });
    expect((await unlock(db, pin)).done).toBe(true);
    for (let tries = 0; tries < wrong_pins_max; ++tries) await unlock(db, '000000');
    expect(await unlock(db, pin)).toEqual({ done: false, left: 0 });
    expect(await currentKey(db)).toBeUndefined();
  });

  it('loses nothing unsent when it is gone, and keeps nothing that can be read', async () => {
    const vault = await freshVault(db, office);
    await submit(db, vault, { draft: draftOf({ id: 'a', note: 'terkunci' }), said: [] }, title);
    const draft = draftOf({ id: 'b', note: 'setengah jadi' });
    await saveDraft(db, vault, { draft, said: [] }, { known: true, title });
    await db.put('packs', {
      id: 'p',
      regency: '3316',
      version: 1,
      ...(await seal(vault.key, 'pack:p', utf8('x'))),
    });
    for (let tries = 0; tries < wrong_pins_max; ++tries) await unlock(db, '000000');

    const entries = await db.getAll('outbox');
    expect(entries.map(({ id, draft: unfinished }) => [id, unfinished])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(await db.count('packs')).toBe(0);
    expect(await db.count('drafts')).toBe(0);
    const [record] = await db.getAll('keys');
    expect(record!.pin).toBeUndefined();
    const key = await office.unwrap(record!.office.wrapped);
    expect(await unsealText(key, 'visit:b', entries[1]!)).toContain('setengah jadi');
  });

  it('writes no name, answer or note in the open', async () => {
    const vault = await freshVault(db, office);
    const draft = draftOf({
      id: 'a',
      note: 'catatan rahasia',
      answers: { nik: { values: ['3316095203870001'] } },
    });
    await saveDraft(db, vault, { draft, said: [] }, { known: true, title });
    await submit(db, vault, { draft: draftOf({ ...draft, id: 'b' }), said: [] }, title);
    const text = await everything();
    for (const secret of ['catatan rahasia', '3316095203870001', 'Warung', 'Beran', 'Handayani'])
      expect(text).not.toContain(secret);
  });
});

it('wants six digits that nobody guesses first', () => {
  expect([isPin('123456'), isPin('12345'), isPin('12345a')]).toEqual([true, false, false]);
  expect(['111111', '123456', '654321', '271828'].map(isWeakPin)).toEqual([true, true, true, false]);
});
