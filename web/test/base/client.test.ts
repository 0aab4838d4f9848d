import { expect, it } from 'vitest';
import { Client, address, fileName } from '../../src/base/client';
import { clientOf, json, offline, problemFrom, refusal } from '../fixture';

const key = { regency: '3316', id: 'b1' };
const said = { values: [] };
const putOf = (client: Client) => client.put('/businesses/{regency}/{id}', key, said);
const getOf = (client: Client, signal?: AbortSignal) => client.get('/overview', { area: '3316' }, signal);
const orderOf = (client: Client) => client.order('/backups', {});

it('leaves empty values out of an address', () => {
  expect(address('/businesses', { q: 'a b', cursor: null, limit: 50, village: '', sort: undefined })).toBe(
    '/businesses?q=a+b&limit=50',
  );
  expect(address('/setup', {})).toBe('/setup');
});

it('fills in what stands in the path and puts the rest behind it', () => {
  expect(address('/kbli/{regency}/work', { from: '2020:47', regency: '3316' })).toBe(
    '/kbli/3316/work?from=2020%3A47',
  );
  expect(address('/areas/{code}', { code: '33/16' })).toBe('/areas/33%2F16');
});

it('knows the routes of the API, what they are asked with and what they answer', () => {
  const { client } = clientOf(json({}));
  const wrong = [
    // @ts-expect-error no such path
    () => client.get('/busineses', { regency: '3316' }),
    // @ts-expect-error the path is there, but not to be deleted
    () => client.delete('/users', {}),
    // @ts-expect-error the regency is not named
    () => client.get('/businesses', { q: 'a' }),
    // @ts-expect-error no such parameter
    () => client.get('/businesses', { regency: '3316', size: 'micro' }),
    // @ts-expect-error not even in a spread
    () => client.get('/businesses', { regency: '3316', ...{ size: 'micro' } }),
    // @ts-expect-error a number of rows is a number
    () => client.get('/businesses', { regency: '3316', limit: '50' }),
    // @ts-expect-error the body lacks the password
    () => client.post('/session', {}, { username: 'a' }),
    // @ts-expect-error no such field in the body, also not deep in it
    () => client.put('/businesses/{regency}/{id}', key, { values: [{ field: 'a', text: 'b', day: 'c' }] }),
    // @ts-expect-error the route takes a body
    () => client.order('/session', {}),
    // @ts-expect-error a list is no file
    () => client.file('/businesses', { regency: '3316' }),
    // @ts-expect-error no such field in the reply
    async () => (await client.get('/setup', {})).edition,
  ];
  expect(wrong).toHaveLength(11);
});

it('marks each write and gives it a key of its own', async () => {
  const { client, sent } = clientOf(json({}));
  await orderOf(client);
  await putOf(client);
  expect(sent.map((one) => one.headers['X-Bina'])).toEqual(['1', '1']);
  expect(sent[0]!.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
  expect(sent[0]!.headers['Idempotency-Key']).not.toBe(sent[1]!.headers['Idempotency-Key']);
});

it('sends a write again after a lost connection, under the same key', async () => {
  const { client, sent } = clientOf(offline, json({ done: true }));
  expect(await putOf(client)).toEqual({ done: true });
  expect(sent).toHaveLength(2);
  expect(sent[0]!.headers['Idempotency-Key']).toBe(sent[1]!.headers['Idempotency-Key']);
});

it('gives up after the third attempt and says so', async () => {
  const { client, sent } = clientOf(offline);
  expect((await problemFrom(putOf(client))).type).toBe('client.offline');
  expect(sent).toHaveLength(3);
});

it('tries again while the server is too busy, but not when it refuses', async () => {
  const busy = clientOf(refusal('http.busy', 503), json({ ok: 1 }));
  expect(await orderOf(busy.client)).toEqual({ ok: 1 });
  const refused = clientOf(refusal('access.denied', 403));
  expect((await problemFrom(orderOf(refused.client))).type).toBe('access.denied');
  expect(refused.sent).toHaveLength(1);
});

it('asks once only when it reads', async () => {
  const { client, sent } = clientOf(offline);
  expect((await problemFrom(getOf(client))).type).toBe('client.offline');
  expect(sent).toHaveLength(1);
});

it('sends the version that a person saw', async () => {
  const { client, sent } = clientOf(json({}));
  await client.put('/businesses/{regency}/{id}', key, said, { ifMatch: '7' });
  expect(sent[0]!.headers['If-Match']).toBe('"7"');
});

it('hands on all faults, and the reply itself', async () => {
  const faults = [{ path: 'owner.nik', key: 'registry.nik_length' }];
  const { client } = clientOf(refusal('registry.bad_values', 422, faults));
  const problem = await problemFrom(putOf(client));
  expect(problem).toMatchObject({ status: 422, faults, request: 'r1' });
});

it('has words for replies that are no problem of ours', async () => {
  const page = clientOf(new Response('<html>', { status: 502 }));
  expect((await problemFrom(getOf(page.client))).type).toBe('client.server');
  const broken = clientOf(new Response('{"a":', { status: 200 }));
  expect((await problemFrom(getOf(broken.client))).type).toBe('client.unreadable');
});

it('reads an empty reply as nothing', async () => {
  const { client } = clientOf(new Response(null, { status: 204 }));
  expect(await client.delete('/session', {})).toBeUndefined();
});

it('says when the session has ended, whatever was asked', async () => {
  const { client } = clientOf(refusal('access.no_session', 401));
  let ended = 0;
  client.onSignedOut = () => (ended += 1);
  await problemFrom(getOf(client));
  expect(ended).toBe(1);
});

it('passes an abort on as what it is', async () => {
  const stop = new AbortController();
  stop.abort();
  const client = new Client('', async (_path, init) => {
    init?.signal?.throwIfAborted();
    return new Response();
  });
  await expect(getOf(client, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

it.each([
  ['attachment; filename="a b.xlsx"', 'a b.xlsx'],
  ["attachment; filename=x.csv; filename*=UTF-8''d%C3%A9sa.csv", 'désa.csv'],
  [null, 'bina'],
])('reads the name of a file from %s', (header, name) => {
  expect(fileName(header)).toBe(name);
});
