import { sha256, type Bytes } from './bytes';
import { seal, unseal } from './seal';
import { keeping, type Refusal, type Store } from './store';
import type { Unlocked } from './vault';

export const photoName = (id: string): string => `photo:${id}`;

/** Keeps a photo under its own hash: the same one twice is there once. */
export async function keepPhoto(db: Store, vault: Unlocked, regency: string, photo: Blob): Promise<string> {
  const bytes: Bytes = new Uint8Array(await photo.arrayBuffer());
  const id = await sha256(bytes);
  const known = await db.get('photos', id);
  if (known?.by === vault.id) return id;
  const sealed = await seal(vault.key, photoName(id), bytes);
  const size = bytes.length;
  await keeping(() =>
    db.put('photos', {
      kind: 'photo',
      id,
      regency,
      by: vault.id,
      type: photo.type,
      bytes: size,
      made_at: Date.now(),
      sent: false,
      ...sealed,
    }),
  );
  return id;
}

export async function readPhoto(db: Store, vault: Unlocked, id: string): Promise<Blob | undefined> {
  const kept = await db.get('photos', id);
  if (!kept || kept.by !== vault.id) return undefined;
  return new Blob([await unseal(vault.key, photoName(id), kept)], { type: kept.type });
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
