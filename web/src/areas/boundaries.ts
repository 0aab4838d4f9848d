import { client } from '../base/session.svelte';
import { readBoundaries } from './api';

const known = new Map<string, Promise<unknown>>();

/** The boundaries of a regency, read once; undefined if none were imported. */
export function boundariesOf(regency: string): Promise<unknown> {
  const before = known.get(regency);
  if (before) return before;
  const asked = readBoundaries(client, regency).catch(() => {
    known.delete(regency);
    return undefined;
  });
  known.set(regency, asked);
  return asked;
}

/** After an import: what was read before no longer holds. */
export const forgetBoundaries = (regency: string): boolean => known.delete(regency);
