import type { Client } from '../base/client';
import type { FirstStart, UserChange } from '../base/contract';

export type { HeldRole as Grant, User, UserChange } from '../base/contract';

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
export const signIn = (client: Client, username: string, password: string, code?: string) =>
  client.post('/session', {}, { username, password, ...(code ? { code } : {}) });

/** True while the password was right and a code of the second factor is still to be given. */
export const wantsCode = (type: string | undefined): boolean =>
  type === 'access.code_required' || type === 'access.bad_code';

export const setUp = (client: Client, first: FirstStart) => client.post('/setup', {}, first);

export const changePassword = (client: Client, before: string, after: string) =>
  client.put('/session/password', {}, { old: before, new: after });

export const listUsers = (client: Client, signal?: AbortSignal) => client.get('/users', {}, signal);

export const putUser = (client: Client, id: string, change: UserChange) =>
  client.put('/users/{id}', { id }, change);
