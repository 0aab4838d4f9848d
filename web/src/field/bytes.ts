export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
export const text = (bytes: BufferSource): string => new TextDecoder().decode(bytes);

// Pieces of this size stay below the number of arguments that a function takes.
const piece_bytes = 32_768;

export function toBase64(bytes: Bytes): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += piece_bytes)
    binary += String.fromCharCode(...bytes.subarray(at, at + piece_bytes));
  return btoa(binary);
}

export const fromBase64 = (base64: string): Bytes =>
  Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

export const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const sha256 = async (bytes: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
