import type { Client } from '../base/client';
import { shortest_search } from '../base/combobox.svelte';
import { findAreas, type FoundArea } from './api';

const shown_max = 20;

/** The areas of that name inside another; nothing while too little of the name is there. */
export function findInside(
  client: Client,
  { level, prefix }: { level?: number | undefined; prefix: string },
  text: string,
  signal: AbortSignal,
): Promise<FoundArea[]> | undefined {
  if (text.length < shortest_search) return undefined;
  return findAreas(client, text, level, signal).then(({ items }) =>
    items.filter((area) => area.code.startsWith(prefix)).slice(0, shown_max),
  );
}
