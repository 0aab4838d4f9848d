import type { Client } from '../base/client';
import { newId } from '../base/ids';
import type { Permission } from '../base/session.svelte';

/** Where somebody is signed in, the keys of his programs, and his second factor. */

export interface OpenSession {
  id: string;
  device: string;
  address: string;
  since: number;
  seen_at: number;
  current: boolean;
}

export interface ApiToken {
  id: string;
  name: string;
  permissions: Permission[];
  areas: { code: string; name: string }[];
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

export interface TokenDraft {
  name: string;
  permissions: Permission[];
  areas: string[];
  days: number;
}

export interface Enrolment {
  secret: string;
  uri: string;
  qr: string[];
}

export interface UserAccess {
  sessions: OpenSession[];
  tokens: ApiToken[];
  second_factor: { on: boolean; required: boolean };
}

/** For how many days a key may be asked for. */
export const tokenDays = [7, 30, 90, 180, 366] as const;

export const listSessions = (client: Client, signal?: AbortSignal): Promise<{ items: OpenSession[] }> =>
  client.get('/sessions', undefined, signal);
export const endSession = (client: Client, id: string): Promise<void> => client.delete(`/sessions/${id}`);
export const endOtherSessions = (client: Client): Promise<void> => client.delete('/sessions');

export const listTokens = (client: Client, signal?: AbortSignal): Promise<{ items: ApiToken[] }> =>
  client.get('/tokens', undefined, signal);
export const issueToken = (client: Client, draft: TokenDraft): Promise<{ token: ApiToken; secret: string }> =>
  client.put(`/tokens/${newId()}`, draft);
export const revokeToken = (client: Client, id: string): Promise<void> => client.delete(`/tokens/${id}`);

export const beginFactor = (client: Client, password: string): Promise<Enrolment> =>
  client.post('/second-factor', { password });
export const confirmFactor = (client: Client, code: string): Promise<{ recovery_codes: string[] }> =>
  client.put('/second-factor', { code });
export const removeFactor = (client: Client, password: string, code: string): Promise<void> =>
  client.post('/second-factor/off', { password, code });

export const userAccess = (client: Client, id: string, signal?: AbortSignal): Promise<UserAccess> =>
  client.get(`/users/${id}/access`, undefined, signal);
export const endUserSessions = (client: Client, id: string): Promise<void> =>
  client.delete(`/users/${id}/sessions`);
export const resetUserFactor = (client: Client, id: string): Promise<void> =>
  client.delete(`/users/${id}/second-factor`);

export const factorRules = (
  client: Client,
  area: string,
  signal?: AbortSignal,
): Promise<{ roles: string[] }> => client.get(`/second-factor-rules/${area}`, undefined, signal);
export const putFactorRules = (client: Client, area: string, roles: string[]): Promise<{ roles: string[] }> =>
  client.put(`/second-factor-rules/${area}`, { roles });

/** Still counts now. */
export const isLive = (token: ApiToken, now: number): boolean =>
  token.revoked_at === null && token.expires_at > now;
