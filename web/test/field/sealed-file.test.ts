import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64 } from '../../src/field/bytes';
import { submit } from '../../src/field/outbox';
import { keepPhoto } from '../../src/field/photos';
import { unseal, unsealText } from '../../src/field/seal';
import { headOf } from '../../src/field/sealed-file';
import type { Store } from '../../src/field/store';
import { exportFiles, importFile } from '../../src/field/transfer';
import type { Unlocked } from '../../src/field/vault';
import { draftOf, freshStore, freshVault, makeOffice, Server, type Office } from './stub';

let db: Store;
let office: Office;
let vault: Unlocked;
const title = { name: 'Warung Bu Sri', village: 'Beran', outcome: 'found' };

beforeAll(async () => {
  office = await makeOffice();
});
beforeEach(async () => {
  db = await freshStore();
  vault = await freshVault(db, office);
  const photo = await keepPhoto(db, vault, '3316', new Blob(['isi foto'], { type: 'image/jpeg' }));
  await submit(db, vault, { draft: draftOf({ id: 'a', note: 'satu', photos: [photo] }), said: [] }, title);
});

const open = (part: { iv: string; data: string }) => ({
  iv: fromBase64(part.iv),
  data: fromBase64(part.data),
});

describe('a sealed file', () => {
  it('says whose it is in its first line, then photos, then visits', async () => {
    const [file] = await exportFiles(db, -7_000, Date.UTC(2026, 5, 8, 3, 4));
    expect(file!.name).toMatch(/^kunjungan-3316-202606080304-\w{6}\.bina$/);
    const [head, photo, visit] = (await file!.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toMatchObject({
      format: 'bina-visits/1',
      regency: '3316',
      key: 'office-1',
      account: office.account,
      skew_ms: -7_000,
    });
    const key = await office.unwrap(fromBase64(head.wrapped));
    expect(await unsealText(key, `ticket:${office.account}`, open(head.ticket))).toBe(
      'ticket of the account',
    );
    expect([photo.kind, photo.type]).toEqual(['photo', 'image/jpeg']);
    expect(new TextDecoder().decode(await unseal(key, `photo:${photo.id}`, open(photo)))).toBe('isi foto');
    expect(JSON.parse(await unsealText(key, 'visit:a', open(visit)))).toMatchObject({
      id: 'a',
      note: 'satu',
    });
  });

  it('tells who finds it nothing', async () => {
    const [file] = await exportFiles(db, 0);
    const text = await file!.text();
    for (const secret of ['satu', 'Warung', 'isi foto', 'Handayani']) expect(text).not.toContain(secret);
  });

  it('goes to the office from any phone, and says what became of it', async () => {
    const [file] = await exportFiles(db, 0);
    const server = new Server(office);
    expect(await importFile(server.wire, file!)).toEqual({
      problem: '',
      visits: 1,
      taken: 1,
      photos: 1,
      refusals: [],
    });
    expect(server.visits.get('a')?.last.note).toBe('satu');
  });

  it('is asked for its first line before anything is sent', async () => {
    const server = new Server(office);
    const result = await importFile(server.wire, new Blob(['{"format":"else"}\n']));
    expect([result.problem, server.asked]).toEqual(['phone.file_foreign', 0]);
    expect(headOf('')).toBeUndefined();
  });

  it('is not made when nothing is unsent', async () => {
    await db.clear('outbox');
    await db.clear('photos');
    expect(await exportFiles(db, 0)).toEqual([]);
  });
});
