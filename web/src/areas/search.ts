import type { Client } from '../base/client';
import { shortest_search } from '../base/combobox.svelte';
import { findAreas, type FoundArea } from './api';

const shown_max = 20;

/** The areas of that name inside another ('' for the country); nothing while too little of the name is there. */
export function findInside(
  client: Client,
  { level, within }: { level?: number | undefined; within: string },
  text: string,
  signal: AbortSignal,
): Promise<FoundArea[]> | undefined {
  if (text.length < shortest_search) return undefined;
  return findAreas(client, text, { level, within, limit: shown_max }, signal).then(({ items }) => items);
}
