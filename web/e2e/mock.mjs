// A server of made-up data with the API of the real one: for working on screens and for tests of them.
//   node e2e/mock.mjs [--port 4810] [--dist dist] [--empty]
import { existsSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeRoutes } from './mock/routes.mjs';
import { makeState } from './mock/state.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Listens and returns {url, state, close}. `state` is the server's memory, for tests to look into. */
export async function startMock({
  port = 0,
  dist = join(here, '../dist'),
  empty = false,
  boundaries = undefined,
} = {}) {
  const state = makeState({ empty, boundaries });
  const routes = makeRoutes(state);
  const server = http.createServer((request, reply) => {
    answer(request, reply).catch((error) => {
      console.error(error);
      if (!reply.headersSent) reply.writeHead(500);
      reply.end();
    });
  });

  async function answer(request, reply) {
    const url = new URL(request.url, 'http://mock');
    if (!url.pathname.startsWith('/api/')) return sendFile(dist, url.pathname, reply);
    if (state.down) return request.socket.destroy();
    const body = await bodyOf(request);
    const result = routes(request, url, body);
    if (result.cookie !== undefined) reply.setHeader('set-cookie', result.cookie);
    if (result.bytes !== undefined) {
      reply.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${result.name}"`,
      });
      return reply.end(result.bytes);
    }
    const problem = result.status >= 400 && result.body?.type;
    reply.writeHead(result.status, {
      'content-type': problem ? 'application/problem+json' : 'application/json',
      'cache-control': 'no-store',
    });
    reply.end(result.body === undefined ? undefined : JSON.stringify(result.body));
  }

  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, state, close };
}

function bodyOf(request) {
  return new Promise((done, fail) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => done(Buffer.concat(pieces)));
    request.on('error', fail);
  });
}

/** A missing asset is missing; every other address is the program's own. */
function sendFile(dist, path, reply) {
  let file = join(dist, normalize(path));
  if (!existsSync(file) || !statSync(file).isFile()) {
    if (extname(path)) return void reply.writeHead(404).end();
    file = join(dist, 'index.html');
  }
  const head = { 'content-type': types[extname(file)] ?? 'application/octet-stream' };
  if (file.endsWith('.html')) head['content-security-policy'] = policy;
  reply.writeHead(200, head).end(readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name) => process.argv[process.argv.indexOf(`--${name}`) + 1];
  const given = (name) => process.argv.includes(`--${name}`);
  const file = given('boundaries') ? JSON.parse(readFileSync(option('boundaries'), 'utf8')) : undefined;
  const mock = await startMock({
    port: given('port') ? Number(option('port')) : 4810,
    empty: given('empty'),
    boundaries: file,
  });
  console.log(`${mock.url}   retno / bina-contoh-2024`);
}
