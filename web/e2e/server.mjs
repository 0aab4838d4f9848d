// The product itself for tests and pictures: needs BINA (the program) and BINA_WEB (the built client).
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

export const regency = '3316';
/** Signs in on every demonstration. */
export const account = { username: 'admin', password: 'contoh-blora-2023' };
/** An id as a client makes it. */
export const newId = () => randomBytes(16).toString('hex');

/**
 * A server with a store of its own: the demonstration regency, or nothing yet. BINA_TEST_DATABASE puts it into that
 * PostgreSQL database, which must be empty: then one server at most.
 */
export async function startServer({ empty = false } = {}) {
  for (const name of ['BINA', 'BINA_WEB']) if (!process.env[name]) throw new Error(`${name} is not set`);
  const folder = mkdtempSync(join(tmpdir(), 'bina-e2e-'));
  const port = await freePort();
  const args = [
    'serve',
    '--data',
    join(folder, 'store'),
    '--web',
    process.env.BINA_WEB,
    '--port',
    String(port),
  ];
  if (empty) args.push('--empty');
  if (process.env.BINA_TEST_DATABASE) args.push('--database', process.env.BINA_TEST_DATABASE);
  let program;
  const start = () =>
    new Promise((ready, fail) => {
      program = spawn(process.env.BINA, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      program.once('exit', () => fail(new Error('bina serve ended')));
      createInterface(program.stdout).on('line', (line) => line.startsWith('Bina berjalan') && ready());
    });
  const stop = () =>
    new Promise((done) => {
      if (program.exitCode !== null) return done();
      program.once('exit', done);
      program.kill();
    });
  await start();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    /** Dirty lists of invented people, each written as another office would. */
    list: (name) => join(folder, 'store/contoh-daftar', name),
    start,
    stop,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Asks the server as a signed-in person would: `cookie` as `signIn` gives it. */
export class Api {
  constructor(url, cookie) {
    Object.assign(this, { url, cookie });
  }

  static async signIn(url, who = account) {
    const reply = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'X-Bina': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify(who),
    });
    if (!reply.ok) throw new Error(`sign-in: ${reply.status}`);
    return new Api(url, reply.headers.get('set-cookie').split(';')[0]);
  }

  get = (path) => this.ask('GET', path);
  post = (path, body = {}) => this.ask('POST', path, JSON.stringify(body));
  put = (path, body, headers) => this.ask('PUT', path, JSON.stringify(body), headers);

  async ask(method, path, body, headers = {}) {
    const all = { cookie: this.cookie, 'X-Bina': '1', 'Content-Type': 'application/json', ...headers };
    const reply = await fetch(`${this.url}/api/v1${path}`, { method, headers: all, body });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? undefined : reply.json();
  }

  /** Takes a list in as it is, with the columns as they were found, and stores it. */
  async takeIn(file, settings = {}) {
    const path = `/batches/${regency}/${newId()}`;
    const headers = { 'Content-Type': 'application/octet-stream' };
    await this.ask('PUT', `${path}?file=${encodeURIComponent(basename(file))}`, readFileSync(file), headers);
    const found = await this.until(path, 'mapping');
    const source = found.settings.source || basename(file);
    await this.put(`${path}/settings`, { ...found.settings, source, ...settings });
    await this.until(path, 'checked');
    await this.post(`${path}/commit`);
    return this.until(path, 'committed');
  }

  async until(path, state) {
    for (;;) {
      const batch = await this.get(path);
      if (batch.state === state) return batch;
      if (['failed', 'refused'].includes(batch.state)) throw new Error(`${path}: ${batch.state}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}
