import type { Client } from '../base/client';
import type { LetterDraft, Letterhead, LetterTemplateItem } from '../base/contract';

export type {
  Letter as Issued,
  LetterContent as Content,
  LetterDraft as Asked,
  Letterhead,
  LetterItem,
  LetterSetup as Setup,
  LetterTemplateItem as Template,
  Placeholder,
} from '../base/contract';

export const kinds = ['brand_recommendation', 'coached', 'invitation', 'licence_reminder'] as const;

export const readSetup = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/letters/{regency}/setup', { regency }, signal);

export const putLetterhead = (client: Client, regency: string, head: Letterhead) =>
  client.put('/letters/{regency}/letterhead', { regency }, head);

export const putTemplate = (
  client: Client,
  regency: string,
  { kind, title, body }: Pick<LetterTemplateItem, 'kind' | 'title' | 'body'>,
) => client.put('/letters/{regency}/templates/{kind}', { regency, kind }, { title, body });

export const preview = (client: Client, regency: string, business: string, asked: LetterDraft) =>
  client.post('/letters/{regency}/of/{business}/preview', { regency, business }, asked);

export const putLetter = (
  client: Client,
  regency: string,
  business: string,
  id: string,
  asked: LetterDraft,
) => client.put('/letters/{regency}/of/{business}/{id}', { regency, business, id }, asked);

export const readLetter = (
  client: Client,
  regency: string,
  business: string,
  id: string,
  signal?: AbortSignal,
) => client.get('/letters/{regency}/of/{business}/{id}', { regency, business, id }, signal);

export const lettersOf = (client: Client, regency: string, business: string, signal?: AbortSignal) =>
  client.get('/letters/{regency}/of/{business}', { regency, business }, signal);
