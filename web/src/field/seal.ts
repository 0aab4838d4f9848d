import { random, text, utf8, type Bytes } from './bytes';

/** AES-256-GCM as it lies on the phone and in a file for the office. */
export interface Sealed {
  iv: Bytes;
  data: Bytes;
}

const iv_bytes = 12;

/** `name` binds what is sealed to where it lies: under another name it does not open. */
export async function seal(key: CryptoKey, name: string, plain: Bytes): Promise<Sealed> {
  const iv = random(iv_bytes);
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(name) };
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)) };
}

/** Rejects when it was sealed with another key, under another name, or changed since. */
export async function unseal(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(name) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, data));
}

export const sealText = (key: CryptoKey, name: string, plain: string): Promise<Sealed> =>
  seal(key, name, utf8(plain));
export const unsealText = async (key: CryptoKey, name: string, sealed: Sealed): Promise<string> =>
  text(await unseal(key, name, sealed));
export const sealJson = (key: CryptoKey, name: string, value: unknown): Promise<Sealed> =>
  sealText(key, name, JSON.stringify(value));
export const unsealJson = async <T>(key: CryptoKey, name: string, sealed: Sealed): Promise<T> =>
  JSON.parse(await unsealText(key, name, sealed)) as T;

/** The key to data from its bytes: it can be used, never read again. */
export const dataKey = (bytes: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
