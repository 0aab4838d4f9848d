import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { fromBase64, toBase64, utf8, type Bytes } from '../../src/field/bytes';
import { dataKey, unseal, unsealText } from '../../src/field/seal';
import { openStore, type Store } from '../../src/field/store';
import type { Locks, Sender } from '../../src/field/sync';
import { makeVault, type OfficeKey, type Profile, type Unlocked } from '../../src/field/vault';
import { Unreached, type Reply, type Wire } from '../../src/field/wire';
import type { Draft } from '../../src/field/visit/port';

/** An office for the phone's logic: keeps visits as the real one does, and breaks off where it is told to. */

export const pin = '271828';
export const profile: Profile = {
  username: 'sri',
  name: 'Sri Handayani',
  regency: '3316',
  regency_name: 'Kabupaten Blora',
  zone: 'WIB',
};

/** Deriving takes long on purpose; tests of logic need not wait for it. */
export const few_rounds = 1_000;

const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' };

/** Months from the clock of the machine: nothing may depend on that. */
export const server_at = Date.UTC(2026, 5, 8, 3);

export interface Office extends OfficeKey {
  unwrap: (wrapped: Bytes) => Promise<CryptoKey>;
}

export async function makeOffice(): Promise<Office> {
  const algorithm = { ...rsa, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  return {
    key: 'office-1',
    public_key: toBase64(spki),
    account: '0123456789abcdef0123456789abcdef',
    ticket: toBase64(utf8('ticket of the account')),
    unwrap: async (wrapped) =>
      dataKey(new Uint8Array(await crypto.subtle.decrypt(rsa, pair.privateKey, wrapped))),
  };
}

export async function freshStore(): Promise<Store> {
  globalThis.indexedDB = new IDBFactory();
  return openStore();
}

export const freshVault = (db: Store, office: OfficeKey): Promise<Unlocked> =>
  makeVault(db, pin, office, profile, few_rounds);

interface Kept {
  version: number;
  bodies: Map<string, string>;
  target: string;
  submitted: number;
  conflicts: number;
  last: Record<string, unknown>;
}

type Sent = Record<string, unknown> & { id: string; target: string; base?: number; draft?: boolean };

export class Server {
  visits = new Map<string, Kept>();
  photos = new Set<string>();
  /** In the order in which they had their effect. */
  log: string[] = [];
  asked = 0;
  session = true;
  /** Called before and after each effect; what it throws is a line that breaks. */
  fault: (moment: 'before' | 'after' | 'half') => boolean = () => false;
  refuse: (line: Sent) => { status: number; type: string } | undefined = () => undefined;
  at = server_at;

  constructor(private readonly office: Office) {}

  readonly wire: Wire = async (method, path, asking = {}) => {
    this.asked += 1;
    if (this.fault('before')) throw new Unreached('before');
    if (!this.session) return this.reply(401, { type: 'access.no_session' });
    const answer = await this.answer(method, path, asking.body);
    if (this.fault('after')) throw new Unreached('after');
    return answer;
  };

  async answer(method: string, path: string, body: unknown): Promise<Reply> {
    if (method === 'POST' && path === '/visits/3316') return this.bulk(String(body));
    if (method === 'POST' && path === '/visits/3316/sealed')
      return this.sealed(body instanceof Blob ? await body.text() : String(body));
    if (method === 'PUT' && path.includes('/photos/')) {
      this.photos.add(path.split('/').at(-1)!);
      return this.reply(204);
    }
    return this.reply(404, { type: 'http.not_found' });
  }

  private bulk(body: string): Reply {
    const answers = body
      .split('\n')
      .filter(Boolean)
      .map((line, index) => JSON.stringify({ line: index + 1, ...this.put(JSON.parse(line) as Sent) }));
    return this.cut(answers);
  }

  private async sealed(body: string): Promise<Reply> {
    const [head, ...parts] = body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const key = await this.office.unwrap(fromBase64(head.wrapped));
    const open = (part: { iv: string; data: string }) => ({
      iv: fromBase64(part.iv),
      data: fromBase64(part.data),
    });
    const ticket = await unsealText(key, `ticket:${head.account}`, open(head.ticket));
    if (ticket !== 'ticket of the account') return this.reply(403, { type: 'access.denied' });
    const answers: string[] = [];
    for (const part of parts) {
      const plain = await unseal(key, `${part.kind}:${part.id}`, open(part));
      if (part.kind === 'photo') {
        this.photos.add(part.id);
        answers.push(JSON.stringify({ kind: 'photo', id: part.id, status: 204 }));
      } else {
        const line = JSON.parse(new TextDecoder().decode(plain)) as Sent;
        answers.push(JSON.stringify({ kind: 'visit', ...this.put(line) }));
      }
    }
    return this.cut(answers);
  }

  /** As the real one: the same body gets the same reply, another one changes what it names as its base. */
  private put(line: Sent): Record<string, unknown> {
    const refusal = this.refuse(line);
    if (refusal) return { id: line.id, ...refusal, faults: [{ path: 'outcome', key: refusal.type }] };
    const kept = this.visits.get(line.id);
    const body = JSON.stringify(line);
    const before = kept?.bodies.get(body);
    if (before) return JSON.parse(before) as Record<string, unknown>;
    const conflict = kept !== undefined && (line.base ?? 0) < kept.version;
    const now: Kept = kept ?? {
      version: 0,
      bodies: new Map(),
      target: line.target,
      submitted: 0,
      conflicts: 0,
      last: {},
    };
    now.version += 1;
    if (!line.draft) now.submitted += 1;
    if (conflict) now.conflicts += 1;
    now.last = { ...now.last, ...line };
    this.visits.set(line.id, now);
    this.log.push(`${line.target} ${String(line.note)}`);
    const wanted = (line.photos as string[] | undefined) ?? [];
    const reply = {
      id: line.id,
      status: kept ? 200 : 201,
      version: now.version,
      latest: now.version,
      state: line.draft ? 'draft' : 'submitted',
      conflicts: conflict ? ['note'] : [],
      remarks: [],
      missing: wanted.filter((photo) => !this.photos.has(photo)),
    };
    now.bodies.set(body, JSON.stringify(reply));
    return reply;
  }

  /** Lines that are durable when the connection breaks are not told. */
  private cut(answers: string[]): Reply {
    const half = this.fault('half') ? answers.slice(0, Math.floor(answers.length / 2)) : answers;
    return { ...this.reply(200), text: half.map((line) => `${line}\n`).join('') };
  }

  private reply(status: number, body?: { type: string }): Reply {
    return {
      status,
      type: body?.type ?? '',
      faults: [],
      text: body ? JSON.stringify(body) : '',
      at: this.at,
    };
  }
}

/** One lock that several senders share, as tabs do. */
export function sharedLocks(): Locks {
  let held = false;
  return async (_name, run) => {
    if (held) return undefined;
    held = true;
    try {
      return await run();
    } finally {
      held = false;
    }
  };
}

export function senderOf(db: Store, wire: Wire, locks = sharedLocks()): Sender {
  return {
    db,
    wire,
    locks,
    dayOf: (at) => new Date(at).toISOString().slice(0, 10),
    now: () => server_at,
    skew_ms: () => 0,
    reached: () => true,
    chance: () => 0.5,
    changed: () => undefined,
  };
}

export const draftOf = (changes: Partial<Draft> & { id: string }): Draft => ({
  regency: '3316',
  campaign: 'c'.repeat(32),
  pack: 'p'.repeat(32),
  target: `t-${changes.id}`,
  questionnaire: 'q'.repeat(32),
  questionnaire_version: 1,
  outcome: 'found',
  note: '',
  other: '',
  answers: {},
  photos: [],
  started_at: 1_700_000_000_000,
  ...changes,
});

/** The same chances each time: a linear congruential generator. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}
