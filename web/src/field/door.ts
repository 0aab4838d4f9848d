import type { Me } from '../base/contract';
import type { Fault } from '../base/client';
import type { OfficeKey, Profile } from './vault';
import { ok, Unreached, type Reply, type Wire } from './wire';

/** Signing in on a phone: a session that is long and has an enumerator's rights only. */

export interface Credentials {
  username: string;
  password: string;
  code: string;
}

export interface Entered {
  profile: Profile;
  office: OfficeKey;
}

/** Why nobody came in; `type` has a sentence. */
export class Barred extends Error {
  constructor(
    readonly type: string,
    readonly faults: Fault[] = [],
  ) {
    super(type);
  }
}

const barred = (reply: Reply): Barred => new Barred(reply.type || 'client.server', reply.faults);

export async function enter(wire: Wire, { username, password, code }: Credentials): Promise<Entered> {
  const body = { username: username.trim(), password, field: true, ...(code && { code: code.trim() }) };
  const reply = await reached(() => wire('POST', '/session', { body: JSON.stringify(body) }));
  if (!ok(reply)) throw barred(reply);
  const me = JSON.parse(reply.text) as Me;
  if (!me.permissions.includes('census.visit')) throw new Barred('phone.no_enumerator');
  for (const regency of me.regencies) {
    const key = await reached(() => wire('GET', `/packs/key?regency=${regency.code}`));
    if (ok(key)) return { profile: profileOf(me, regency), office: JSON.parse(key.text) as OfficeKey };
    if (key.status !== 403) throw barred(key);
  }
  throw new Barred('phone.no_enumerator');
}

const profileOf = (me: Me, regency: Me['regencies'][number]): Profile => ({
  username: me.user.username,
  name: me.user.name,
  regency: regency.code,
  regency_name: regency.name,
  zone: regency.zone,
});

async function reached(ask: () => Promise<Reply>): Promise<Reply> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof Unreached ? new Barred('client.offline') : error;
  }
}

/** Ends the session; whether the server has heard of it. */
export async function leave(wire: Wire): Promise<boolean> {
  try {
    const reply = await wire('DELETE', '/session');
    return ok(reply) || reply.status === 401;
  } catch (error) {
    if (error instanceof Unreached) return false;
    throw error;
  }
}
