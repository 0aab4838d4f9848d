import type { Client } from '../base/client';
import type { Me } from '../base/session.svelte';

export interface Grant {
  role: string;
  area: string;
  area_name: string;
}

export interface User {
  id: string;
  username: string;
  name: string;
  disabled: boolean;
  grants: Grant[];
  last_seen: number | null;
}

export interface UserChange {
  username: string;
  name: string;
  password?: string;
  disabled: boolean;
  grants: { role: string; area: string }[];
}

export const roles = [
  'administrator',
  'head',
  'division_head',
  'operator',
  'enumerator',
  'mentor',
  'plut_consultant',
  'partner',
  'owner',
  'province',
  'auditor',
  'public',
] as const;

/** BSSN reg. 4/2021, as the server checks it. */
export const password_length_min = 12;

/** `code` is of the second factor, or a recovery code; asked for with "access.code_required". */
export const signIn = (client: Client, username: string, password: string, code?: string): Promise<Me> =>
  client.post('/session', { username, password, ...(code ? { code } : {}) });

/** True while the password was right and a code of the second factor is still to be given. */
export const wantsCode = (type: string | undefined): boolean =>
  type === 'access.code_required' || type === 'access.bad_code';

export const setUp = (
  client: Client,
  first: { username: string; name: string; password: string; regency: string },
): Promise<Me> => client.post('/setup', first);

export const changePassword = (client: Client, before: string, after: string): Promise<void> =>
  client.put('/session/password', { old: before, new: after });

export const listUsers = (client: Client, signal?: AbortSignal): Promise<{ items: User[] }> =>
  client.get('/users', undefined, signal);

export const putUser = (client: Client, id: string, change: UserChange): Promise<User> =>
  client.put(`/users/${id}`, change);
