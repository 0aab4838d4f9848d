import { Clock } from './clock';
import { destroyKeys } from './outbox';
import { openStore } from './store';
import { sendSealed, webLocks, type Sender } from './sync';
import { wire } from './wire';

/** Of a worker's world what is used here; its whole library would hide that of pages from the rest of the program. */
interface Waiting extends Event {
  waitUntil: (work: Promise<unknown>) => void;
  respondWith: (reply: Promise<Response>) => void;
  readonly request: Request;
  readonly data: unknown;
  readonly tag: string;
}
interface Worker {
  addEventListener: (name: string, heard: (event: Waiting) => void) => void;
  skipWaiting: () => Promise<void>;
  clients: {
    claim: () => Promise<void>;
    matchAll: (options: { type: 'window' }) => Promise<{ postMessage: (message: string) => void }[]>;
  };
}
declare const self: Worker;
declare const __FILES__: string[];
declare const __BUILD__: string;

const page = '/lapangan.html';
const prefix = 'bina-field-';
const kept = `${prefix}${__BUILD__}`;
const files = new Set(__FILES__);

/** A file with a hash in its name never changes: what an older version has of them is not fetched again. */
async function keep(file: string, into: Cache): Promise<void> {
  const before = file.startsWith('/assets/') ? await caches.match(file) : undefined;
  const reply = before ?? (await fetch(file, { cache: 'no-cache' }));
  if (!reply.ok) throw new Error(`${file}: ${reply.status}`);
  await into.put(file, reply);
}

async function install(): Promise<void> {
  const cache = await caches.open(kept);
  await Promise.all(__FILES__.map((file) => keep(file, cache)));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== kept) await caches.delete(name);
  await self.clients.claim();
}

async function answer(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  return (await cache.match(file)) ?? fetch(request);
}

/** An open page sends by itself; without one, what is sealed goes as it is. */
async function send(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const one of pages) one.postMessage('send');
  if (pages.length > 0) return;
  const db = await openStore();
  const clock = new Clock();
  clock.offset_ms = ((await db.get('notes', 'clock')) as number | undefined) ?? 0;
  clock.zone = ((await db.get('notes', 'zone')) as Clock['zone'] | undefined) ?? 'WIB';
  const sender: Sender = {
    db,
    wire,
    locks: webLocks,
    dayOf: (at) => clock.dayOf(at),
    now: () => clock.now(),
    skew_ms: () => clock.offset_ms,
    reached: () => true,
    chance: Math.random,
    changed: () => undefined,
  };
  for (const key of await db.getAll('keys')) {
    const outcome = await sendSealed(sender, key, key.pin === undefined);
    if (outcome === 'shut_out') await destroyKeys(db);
    // Said to the browser, which tries again later.
    if (outcome !== 'done') throw new Error(`not sent: ${outcome}`);
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'use') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  const file = request.mode === 'navigate' ? page : url.pathname;
  if (files.has(file)) event.respondWith(answer(file, request));
});
// When there is a line again.
self.addEventListener('sync', (event) => {
  if (event.tag === 'bina-field') event.waitUntil(send());
});
