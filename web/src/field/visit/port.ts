import type { Fault } from '../../base/client';

/**
 * What the screens of a visit need of the phone: a draft that is kept with every change, photos, places, and the names
 * of the pack. They know no storage, no network and no key.
 */

/** One business of a pack, as the server sends it (src/census/README.md). Texts are empty when nothing is known. */
export interface Target {
  id: string;
  place: number;
  name: string;
  owner: string;
  address: string;
  hamlet: string;
  rt: string;
  rw: string;
  /** `` (open), `submitted`, `returned`, `accepted` and the like. */
  state: string;
  outcome: string;
  /** Days on which nobody was met. */
  attempts: number;
  /** It may stand twice in the registry. */
  twin: boolean;
  /** The visit to go on with: a draft, or the one that was sent back. */
  draft: string;
}

export interface Place {
  latitude_e6: number;
  longitude_e6: number;
  accuracy_m: number;
}

export interface Product {
  name: string;
  unit: string;
  /** Units a month. */
  capacity?: number;
  kbli?: string;
}

/** The answer to one question: values of most kinds, rows of products, a place. Photos are values: their SHA-256. */
export interface Answer {
  values?: string[];
  rows?: Product[];
  place?: Place;
}
export type Answers = Record<string, Answer>;

/** A business found on the way, that no pack names. */
export interface Found {
  name: string;
  owner: string;
  address: string;
  hamlet: string;
  rt: string;
  rw: string;
}

export interface Draft {
  /** UUIDv7, made on this phone: the visit's id wherever it goes. */
  id: string;
  regency: string;
  campaign: string;
  pack: string;
  target: string;
  questionnaire: string;
  questionnaire_version: number;
  outcome: string;
  consent?: boolean;
  note: string;
  /** The target that a duplicate is of. */
  other: string;
  found?: Found;
  answers: Answers;
  /** SHA-256 of photos that belong to no question. */
  photos: string[];
  gps?: Place;
  /** Milliseconds of this phone's clock. */
  started_at: number;
  /** The version of the visit that this changes, once the server has one. */
  base?: number;
  /** The step that was open, to come back to. */
  step?: string;
}

/** What of a visit's screen is the phone's matter. */
export interface VisitPort {
  draft: Draft;
  /** The document of the draft's questionnaire and version, as the server sends it. */
  questionnaire: unknown;
  /** YYYY-MM-DD in the regency's zone, by the clock that is trusted most. */
  today: string;
  /** Who collects, as consent names it: "Dinas Perdagangan Kabupaten Blora". */
  office?: string;
  target?: Target;
  /** All names of the pack, for a duplicate and for who is found on the way. */
  targets: readonly Target[];
  /** Why it was sent back, in the supervisor's words. */
  comment?: string;
  /** What the server refused of it, by path as in `answers.nik`. */
  faults?: readonly Fault[];
  /** Keeps the draft, sealed, as it is now. Called with every change; rejects when the phone's storage is full. */
  save: (draft: Draft) => Promise<void>;
  /** Keeps a photo that is already small and free of Exif; its SHA-256. */
  keepPhoto: (photo: Blob) => Promise<string>;
  photo: (sha256: string) => Promise<Blob | undefined>;
  /** The draft becomes an entry of the outbox, in one transaction. */
  submit: (draft: Draft) => Promise<void>;
  /** Leaves the visit; the draft stays. */
  leave: () => void;
}
