import type { Client } from '../base/client';

export const kinds = ['brand_recommendation', 'coached', 'invitation', 'licence_reminder'] as const;

export interface Letterhead {
  agency: string;
  address: string;
  place: string;
  position: string;
  signatory: string;
  nip: string;
  number_format: string;
}

export interface Template {
  kind: string;
  /** 0: as it comes with the program. */
  version: number;
  title: string;
  body: string;
  /** The placeholders in it. */
  names: string[];
}

export interface Placeholder {
  name: string;
  origin: 'business' | 'letterhead' | 'letter' | 'typed';
}

export interface Setup {
  letterhead: Letterhead | null;
  templates: Template[];
  placeholders: Placeholder[];
}

/** Everything that stands on the paper. */
export interface Content {
  layout: number;
  kind: string;
  number: string;
  regency_name: string;
  agency: string;
  address: string;
  place: string;
  day: string;
  title: string;
  body: string;
  position: string;
  signatory: string;
  nip: string;
}

export interface Issued {
  id: string;
  kind: string;
  number: string;
  day: string;
  at: number;
  actor_name: string;
  content: Content;
}

export interface Asked {
  kind: string;
  day: string;
  values: { name: string; text: string }[];
}

const of = (regency: string, business: string) => `/letters/${regency}/of/${business}`;

export const readSetup = (client: Client, regency: string, signal?: AbortSignal): Promise<Setup> =>
  client.get(`/letters/${regency}/setup`, undefined, signal);

export const putLetterhead = (client: Client, regency: string, head: Letterhead): Promise<Setup> =>
  client.put(`/letters/${regency}/letterhead`, head);

export const putTemplate = (
  client: Client,
  regency: string,
  { kind, title, body }: Pick<Template, 'kind' | 'title' | 'body'>,
): Promise<Setup> => client.put(`/letters/${regency}/templates/${kind}`, { title, body });

export const preview = (client: Client, regency: string, business: string, asked: Asked): Promise<Content> =>
  client.post(`${of(regency, business)}/preview`, asked);

export const putLetter = (
  client: Client,
  regency: string,
  business: string,
  id: string,
  asked: Asked,
): Promise<Issued> => client.put(`${of(regency, business)}/${id}`, asked);

export const readLetter = (
  client: Client,
  regency: string,
  business: string,
  id: string,
  signal?: AbortSignal,
): Promise<Issued> => client.get(`${of(regency, business)}/${id}`, undefined, signal);

export const lettersOf = (
  client: Client,
  regency: string,
  business: string,
  signal?: AbortSignal,
): Promise<{ items: Omit<Issued, 'content'>[] }> => client.get(of(regency, business), undefined, signal);
