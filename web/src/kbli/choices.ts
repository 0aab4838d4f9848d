import type { Client } from '../base/client';
import { shortest_search } from '../base/combobox.svelte';
import { findCandidates, findEntries, type Candidate, type Entry } from './api';

const class_level = 5;

/** An answer of the list: a class, and for a proposal the words that spoke for it. */
export interface Choice {
  entry: Entry;
  candidate?: Candidate;
}

/** Classes by their code or words; before anything is typed, those that the activity speaks for. */
export function findChoices(
  client: Client,
  { regency, activity }: { regency: string; activity: string },
  text: string,
  signal: AbortSignal,
): Promise<Choice[]> | undefined {
  if (text.length >= shortest_search) return found(client, text, signal);
  return activity.trim() === '' ? undefined : proposed(client, regency, activity.trim(), signal);
}

async function proposed(
  client: Client,
  regency: string,
  activity: string,
  signal: AbortSignal,
): Promise<Choice[]> {
  const { candidates } = await findCandidates(client, regency, activity, signal);
  return candidates.map((candidate) => ({
    entry: { ...candidate.entry, code: candidate.code },
    candidate,
  }));
}

/** Only classes can be chosen; what stands above them narrows the search. */
async function found(client: Client, text: string, signal: AbortSignal): Promise<Choice[]> {
  const { items } = await findEntries(client, text, signal);
  return items.filter((entry) => entry.level === class_level).map((entry) => ({ entry }));
}
