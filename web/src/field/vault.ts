import { newId } from '../base/ids';
import { fromBase64, random, utf8, type Bytes } from './bytes';
import { dataKey, seal, sealJson, unseal, unsealJson } from './seal';
import { destroyKeys } from './outbox';
import type { KeyRecord, PinLock, Store } from './store';

/**
 * The key to what lies on the phone (docs/adr/028-field-keys.md). Its bytes exist twice: under the PIN together with a
 * key that cannot leave this phone, and under the office's public key. In memory it is only while unlocked.
 */

export const pin_digits = 6;
export const wrong_pins_max = 10;
// OWASP's figure for PBKDF2-HMAC-SHA256; on the slowest phone that we know it takes about two seconds.
const iterations = 600_000;
const data_key_bytes = 32;

/** What the office gives for wrapping. */
export interface OfficeKey {
  key: string;
  public_key: string;
  account: string;
  ticket: string;
}

/** Who works with the phone; sealed, as it names a person. */
export interface Profile {
  username: string;
  name: string;
  regency: string;
  regency_name: string;
  zone: 'WIB' | 'WITA' | 'WIT';
}

/** An open vault. */
export interface Unlocked {
  id: string;
  account: string;
  regency: string;
  key: CryptoKey;
  profile: Profile;
}

export type Unlocking = { done: true; vault: Unlocked } | { done: false; left: number };

export const isPin = (typed: string): boolean => new RegExp(`^\\d{${pin_digits}}$`).test(typed);
/** 111111 and 123456 are guessed first. */
export const isWeakPin = (pin: string): boolean => {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return new Set(steps).size === 1 && [0, 1, 9].includes(steps[0]!);
};

/** A new key for this phone, known by PIN from now on. What older keys sealed stays for the office. */
export async function makeVault(
  db: Store,
  pin: string,
  office: OfficeKey,
  profile: Profile,
  rounds = iterations,
): Promise<Unlocked> {
  const bytes = random(data_key_bytes);
  const id = newId();
  const key = await dataKey(bytes);
  const record: KeyRecord = {
    id,
    account: office.account,
    regency: profile.regency,
    made_at: Date.now(),
    pin: await lockByPin(bytes, id, pin, rounds),
    office: {
      key: office.key,
      wrapped: await wrapForOffice(bytes, office.public_key),
      ticket: await seal(key, `ticket:${office.account}`, fromBase64(office.ticket)),
    },
  };
  bytes.fill(0);
  const sealed = await sealJson(key, 'profile', profile);
  const tx = db.transaction(['keys', 'notes'], 'readwrite');
  await Promise.all([
    tx.objectStore('keys').put(record),
    tx.objectStore('notes').put(id, 'vault'),
    tx.objectStore('notes').put(sealed, 'profile'),
    tx.objectStore('notes').put(profile.zone, 'zone'),
    tx.done,
  ]);
  return { id, account: office.account, regency: profile.regency, key, profile };
}

/** The key in use, if it can still be unlocked. */
export async function currentKey(db: Store): Promise<KeyRecord | undefined> {
  const id = await db.get('notes', 'vault');
  const record = typeof id === 'string' ? await db.get('keys', id) : undefined;
  return record?.pin ? record : undefined;
}

/** A try is counted before it is made, so that no interruption makes it free. */
export async function unlock(db: Store, pin: string): Promise<Unlocking> {
  const record = await countTry(db);
  if (!record?.pin) return { done: false, left: 0 };
  const bytes = await openByPin(record.pin, record.id, pin);
  if (!bytes) {
    const left = wrong_pins_max - record.pin.wrong;
    if (left <= 0) await destroyKeys(db);
    return { done: false, left: Math.max(0, left) };
  }
  const key = await dataKey(bytes);
  bytes.fill(0);
  await db.put('keys', { ...record, pin: { ...record.pin, wrong: 0 } });
  const profile = await unsealJson<Profile>(key, 'profile', (await db.get('notes', 'profile')) as never);
  return {
    done: true,
    vault: { id: record.id, account: record.account, regency: record.regency, key, profile },
  };
}

async function countTry(db: Store): Promise<KeyRecord | undefined> {
  const tx = db.transaction(['keys', 'notes'], 'readwrite');
  const id = await tx.objectStore('notes').get('vault');
  const record = typeof id === 'string' ? await tx.objectStore('keys').get(id) : undefined;
  if (record?.pin) {
    record.pin.wrong += 1;
    await tx.objectStore('keys').put(record);
  }
  await tx.done;
  return record;
}

/** The PIN alone opens nothing, nor does this phone's key alone. */
async function pinKey(
  pin: string,
  lock: Pick<PinLock, 'salt' | 'iterations' | 'device'>,
): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: lock.salt, iterations: lock.iterations };
  const stretched = await crypto.subtle.deriveBits(algorithm, typed, 256);
  return dataKey(new Uint8Array(await crypto.subtle.sign('HMAC', lock.device, stretched)));
}

async function lockByPin(bytes: Bytes, id: string, pin: string, rounds: number): Promise<PinLock> {
  const hmac: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' };
  const device = await crypto.subtle.generateKey(hmac, false, ['sign']);
  const lock = { salt: random(16), iterations: rounds, device };
  const wrapped = await seal(await pinKey(pin, lock), `key:${id}`, bytes);
  return { ...lock, wrapped, wrong: 0 };
}

async function openByPin(lock: PinLock, id: string, pin: string): Promise<Bytes | undefined> {
  return unseal(await pinKey(pin, lock), `key:${id}`, lock.wrapped).catch(() => undefined);
}

async function wrapForOffice(bytes: Bytes, publicKey: string): Promise<Bytes> {
  const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', fromBase64(publicKey), rsa, false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt(rsa, key, bytes));
}
