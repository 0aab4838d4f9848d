import { expect, it } from 'vitest';
import { UserForm } from '../../src/access/user-form.svelte';
import { locale } from '../../src/base/locale';
import { Session, type Me } from '../../src/base/session.svelte';
import { clientOf, json, offline, refusal } from '../fixture';

const me: Me = {
  user: { id: 'u1', username: 'retno', name: 'Retno' },
  grants: [{ role: 'operator', area: '3316', area_name: 'Kabupaten Blora' }],
  permissions: ['registry.read', 'intake.run', 'letters.issue', 'backup.manage'],
  everywhere: ['registry.read'],
  regencies: [
    { code: '3316', name: 'Kabupaten Blora', zone: 'WIB', today: '2024-01-31' },
    { code: '7371', name: 'Kota Makassar', zone: 'WITA', today: '2024-02-01' },
  ],
  second_factor: { on: false, required: false, recovery_left: 0 },
  demo: false,
};

it('knows who is signed in, and what he may', async () => {
  const session = new Session(clientOf(json(me)).client);
  await session.start();
  expect(session.state).toBe('signed_in');
  expect(session.can('intake.run')).toBe(true);
  expect(session.can('users.manage')).toBe(false);
  expect(session.can('backup.manage'), 'of one regency, not of all in the store').toBe(false);
  expect(session.canEverywhere('registry.read')).toBe(true);
  expect(session.placeName).toBe('Blora');
  expect(session.today).toBe('2024-01-31');
  session.choose('7371');
  expect(session.placeName).toBe('Makassar');
  expect(session.today).toBe('2024-02-01');
  expect(locale.zone).toBe('Asia/Makassar');
});

it('is bounded by a district for who holds no more of the regency', async () => {
  const of = async (...areas: string[]) => {
    const grants = areas.map((area) => ({ role: 'operator', area, area_name: '' }));
    const session = new Session(clientOf(json({ ...me, grants })).client);
    await session.start();
    session.choose('3316');
    return session.area;
  };
  expect(await of('3316')).toBe('3316');
  expect(await of('331609')).toBe('331609');
  expect(await of('3316091006')).toBe('331609');
  expect(await of('331609', '33')).toBe('3316');
  expect(await of('331709')).toBe('3316');
});

it('offers lists and letters to who holds the whole regency', async () => {
  const of = async (area: string) => {
    const grants = [{ role: 'operator', area, area_name: '' }];
    const session = new Session(clientOf(json({ ...me, grants })).client);
    await session.start();
    session.choose('3316');
    return (['registry.read', 'intake.run', 'letters.issue'] as const).filter((one) => session.can(one));
  };
  expect(await of('3316')).toEqual(['registry.read', 'intake.run', 'letters.issue']);
  expect(await of('331609')).toEqual(['registry.read']);
});

it('asks a stranger to sign in, or to set up an empty installation', async () => {
  const setup = (needed: boolean) =>
    clientOf(refusal('access.no_session', 401), json({ needed, demo: false, version: '0.1.0' })).client;
  const old = new Session(setup(false));
  await old.start();
  expect(old.state).toBe('signed_out');
  const empty = new Session(setup(true));
  await empty.start();
  expect(empty.state).toBe('setup');
});

it('says when the server cannot be reached', async () => {
  const session = new Session(clientOf(offline).client);
  await session.start();
  expect(session.state).toBe('unreachable');
});

it('keeps the screen when the session ends in the middle of work', async () => {
  const { client } = clientOf(json(me), refusal('access.no_session', 401));
  const session = new Session(client);
  await session.start();
  await client.get('/overview', { area: '3316' }).catch(() => undefined);
  expect([session.state, session.expired]).toEqual(['signed_in', true]);
  session.enter(me);
  expect(session.expired).toBe(false);
  session.forget();
  expect(session.state).toBe('signed_out');
});

const here = { role: 'operator', area: '3316', area_name: 'Kabupaten Blora' };

it('wants a name, a username, a role and a long password for a new account', async () => {
  const { client, sent } = clientOf(json({ id: 'x' }));
  const form = new UserForm(client, undefined, here);
  expect(await form.save()).toBeUndefined();
  form.name = 'Joko';
  form.username = 'joko';
  form.password = 'elevenchars';
  expect(form.complete).toBe(false);
  form.password = 'twelve chars';
  form.removeGrant(0);
  expect(form.complete).toBe(false);
  form.addGrant(here);
  await form.save();
  expect(sent[0]!.body).toEqual({
    username: 'joko',
    name: 'Joko',
    password: 'twelve chars',
    disabled: false,
    grants: [{ role: 'operator', area: '3316' }],
  });
});

it('keeps the password of a known account unless a new one is typed', async () => {
  const user = { id: 'u2', username: 'joko', name: 'Joko', disabled: false, grants: [here], last_seen: null };
  const { client, sent } = clientOf(json(user));
  const form = new UserForm(client, user, here);
  form.disabled = true;
  await form.save();
  expect(sent[0]!.path).toBe('/users/u2');
  expect(sent[0]!.body).not.toHaveProperty('password');
});
