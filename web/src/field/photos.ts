import { sha256, type Bytes } from './bytes';
import { seal, unseal } from './seal';
import { keeping, type PhotoRecord, type Refusal, type Store } from './store';
import type { Unlocked } from './vault';

export const photoName = (id: string): string => `photo:${id}`;

/** Keeps a photo under its own hash: the same one twice is there once. */
export async function keepPhoto(db: Store, vault: Unlocked, regency: string, photo: Blob): Promise<string> {
  const bytes: Bytes = new Uint8Array(await photo.arrayBuffer());
  const id = await sha256(bytes);
  const known = await db.get('photos', id);
  if (known?.by === vault.id) return id;
  const sealed = await seal(vault.key, photoName(id), bytes);
  const record: PhotoRecord = {
    kind: 'photo',
    id,
    regency,
    by: vault.id,
    type: photo.type,
    bytes: bytes.length,
    made_at: Date.now(),
    sent: false,
  };
  await keeping(async () => {
    const tx = db.transaction(['photos', 'photo_bytes'], 'readwrite');
    await tx.objectStore('photo_bytes').put(sealed, id);
    await tx.objectStore('photos').put(record);
    await tx.done;
  });
  return id;
}

export async function photoBytes(db: Store, vault: Unlocked, id: string): Promise<Bytes | undefined> {
  const sealed = await db.get('photo_bytes', id);
  return sealed && unseal(vault.key, photoName(id), sealed);
}

export async function readPhoto(db: Store, vault: Unlocked, id: string): Promise<Blob | undefined> {
  const kept = await db.get('photos', id);
  const bytes = kept?.by === vault.id ? await photoBytes(db, vault, id) : undefined;
  return bytes && new Blob([bytes], { type: kept!.type });
}

export async function markSent(db: Store, id: string, sent = true): Promise<void> {
  const tx = db.transaction('photos', 'readwrite');
  const photo = await tx.store.get(id);
  if (photo) await tx.store.put({ ...photo, sent });
  await tx.done;
}

/** The server will never take it; it is not asked again. */
export async function markRefused(db: Store, id: string, fault: Refusal): Promise<void> {
  const tx = db.transaction('photos', 'readwrite');
  const photo = await tx.store.get(id);
  if (photo) await tx.store.put({ ...photo, fault });
  await tx.done;
}
