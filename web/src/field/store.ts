import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Fault } from '../base/client';
import type { Bytes } from './bytes';
import type { Sealed } from './seal';

/**
 * What lies on the phone. Names, answers and photos are sealed; open are ids, times, sizes and states, so that work can
 * be sent, counted and put into a file while the phone is locked, and after its key is gone.
 */

/** One key to data, wrapped twice. Without `pin` nothing it sealed is readable here any more. */
export interface KeyRecord {
  id: string;
  account: string;
  regency: string;
  made_at: number;
  pin?: PinLock;
  office: OfficeLock;
}

export interface PinLock {
  salt: Bytes;
  iterations: number;
  /** Not extractable: guessing PINs needs this phone. */
  device: CryptoKey;
  wrapped: Sealed;
  /** In a row. */
  wrong: number;
}

/** With these the office opens a file and knows whose it is. */
export interface OfficeLock {
  key: string;
  wrapped: Bytes;
  ticket: Sealed;
}

export interface PackRecord extends Sealed {
  id: string;
  regency: string;
  version: number;
}

export interface DraftRecord extends Sealed {
  id: string;
  regency: string;
  /** Of the key that sealed it. */
  by: string;
  target: string;
  pack: string;
  changed_at: number;
  photos: string[];
  /** The line that keeps it at the office, sealed; none while there is nothing to keep. */
  line?: Sealed;
  title: Sealed;
  base: number;
  /** Changed since it was last put into the outbox. */
  unsent: boolean;
  kept_at: number;
}

export type NewEntry = Omit<Entry, 'seq'>;
export type EntryState = 'waiting' | 'sending' | 'sent' | 'refused';

/** What the server said of one that it has. `at` is by its clock. */
export interface Arrival {
  version: number;
  conflicts: string[];
  remarks: string[];
  at: number;
}

export interface Entry extends Sealed {
  /** Order of making; clocks say nothing about it. */
  seq: number;
  kind: 'visit';
  /** Of the visit. */
  id: string;
  regency: string;
  by: string;
  target: string;
  pack: string;
  draft: boolean;
  made_at: number;
  bytes: number;
  title: Sealed;
  photos: string[];
  /** The version that its line changes. */
  base: number;
  state: EntryState;
  tries: number;
  next_at: number;
  fault?: Refusal;
  arrival?: Arrival;
}

export interface Refusal {
  type: string;
  status: number;
  faults: Fault[];
}

/** What is known of a photo; its sealed bytes lie apart, as lists are read often. */
export interface PhotoRecord {
  kind: 'photo';
  /** SHA-256 of what is sealed. */
  id: string;
  regency: string;
  by: string;
  type: string;
  bytes: number;
  made_at: number;
  sent: boolean;
  fault?: Refusal;
}

export interface Known {
  version: number;
  target: string;
}

export interface Receipt {
  /** By the server's clock, in the regency's zone. */
  day: string;
  ids: string[];
  at: number;
}

export interface Schema extends DBSchema {
  keys: { key: string; value: KeyRecord };
  packs: { key: string; value: PackRecord };
  drafts: { key: string; value: DraftRecord };
  outbox: { key: number; value: Entry; indexes: { id: string; state: EntryState } };
  photos: { key: string; value: PhotoRecord };
  photo_bytes: { key: string; value: Sealed };
  /** What of each visit this phone knows the server to have. */
  versions: { key: string; value: Known };
  receipts: { key: string; value: Receipt };
  /** Single sealed or open things, by name. */
  notes: { key: string; value: unknown };
}

export type Store = IDBPDatabase<Schema>;

export const openStore = (name = 'bina-field'): Promise<Store> =>
  openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('keys', { keyPath: 'id' });
      db.createObjectStore('packs', { keyPath: 'id' });
      db.createObjectStore('drafts', { keyPath: 'id' });
      const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
      outbox.createIndex('id', 'id');
      outbox.createIndex('state', 'state');
      db.createObjectStore('photos', { keyPath: 'id' });
      db.createObjectStore('photo_bytes');
      db.createObjectStore('versions');
      db.createObjectStore('receipts', { keyPath: 'day' });
      db.createObjectStore('notes');
    },
    // Another tab holds a newer program: it may have the store.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

/** The phone has no room for what was to be kept; what was there stands as it was. */
export class Full extends Error {}

/** A lack of room is said as such. */
export async function keeping<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') throw new Full();
    throw error;
  }
}

export const isOpen = (entry: Entry): boolean => entry.state === 'waiting' || entry.state === 'sending';
/** Visits that the office does not have; drafts among them are copies of what is still on the desk. */
export const isUnsent = (entry: Entry): boolean => !entry.draft && entry.state !== 'sent';
