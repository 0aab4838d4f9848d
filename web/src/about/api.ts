import type { Client } from '../base/client';

export interface About {
  version: string;
  engine: 'sqlite' | 'postgresql';
  areas: { date: string; licence: string };
  counts: Record<string, number>;
}

export const readAbout = (client: Client, signal?: AbortSignal): Promise<About> =>
  client.get('/about', undefined, signal);
