import type { Client } from '../base/client';
import type { ApiToken, TokenDraft } from '../base/contract';
import { newId } from '../base/ids';

/** Where somebody is signed in, the keys of his programs, and his second factor. */

export type { ApiToken, Enrolment, OpenSession, TokenDraft, UserAccess } from '../base/contract';

/** For how many days a key may be asked for. */
export const tokenDays = [7, 30, 90, 180, 366] as const;

export const listSessions = (client: Client, signal?: AbortSignal) => client.get('/sessions', {}, signal);
export const endSession = (client: Client, id: string) => client.delete('/sessions/{id}', { id });
export const endOtherSessions = (client: Client) => client.delete('/sessions', {});

export const listTokens = (client: Client, signal?: AbortSignal) => client.get('/tokens', {}, signal);
export const issueToken = (client: Client, draft: TokenDraft) =>
  client.put('/tokens/{id}', { id: newId() }, draft);
export const revokeToken = (client: Client, id: string) => client.delete('/tokens/{id}', { id });

export const beginFactor = (client: Client, password: string) =>
  client.post('/second-factor', {}, { password });
export const confirmFactor = (client: Client, code: string) => client.put('/second-factor', {}, { code });
export const removeFactor = (client: Client, password: string, code: string) =>
  client.post('/second-factor/off', {}, { password, code });

export const userAccess = (client: Client, id: string, signal?: AbortSignal) =>
  client.get('/users/{id}/access', { id }, signal);
export const endUserSessions = (client: Client, id: string) => client.delete('/users/{id}/sessions', { id });
export const resetUserFactor = (client: Client, id: string) =>
  client.delete('/users/{id}/second-factor', { id });

export const factorRules = (client: Client, area: string, signal?: AbortSignal) =>
  client.get('/second-factor-rules/{area}', { area }, signal);
export const putFactorRules = (client: Client, area: string, roles: string[]) =>
  client.put('/second-factor-rules/{area}', { area }, { roles });

/** Still counts now. */
export const isLive = (token: ApiToken, now: number): boolean =>
  token.revoked_at === null && token.expires_at > now;
