import { isOpen } from './store';
import type { EntryView } from './phone.svelte';

/** The outbox as its screen parts it. Pure. */
export interface Queue {
  /** The server refused them; they are repaired here. */
  repair: EntryView[];
  waiting: EntryView[];
  /** They differ from what came first; a supervisor decides. */
  office: EntryView[];
  /** Today, by the server's clock. */
  sent: EntryView[];
}

export function queueOf(entries: readonly EntryView[], dayOf: (at: number) => string, today: string): Queue {
  const visits = entries.filter(({ entry }) => !entry.draft);
  const latestFirst = (a: EntryView, b: EntryView): number => b.entry.seq - a.entry.seq;
  const arrived = visits.filter(({ entry }) => entry.state === 'sent' && entry.arrival);
  return {
    repair: visits.filter(({ entry }) => entry.state === 'refused').sort(latestFirst),
    waiting: visits.filter(({ entry }) => isOpen(entry)).sort(latestFirst),
    office: arrived.filter(({ entry }) => entry.arrival!.conflicts.length > 0).sort(latestFirst),
    sent: arrived
      .filter(({ entry }) => entry.arrival!.conflicts.length === 0 && dayOf(entry.arrival!.at) === today)
      .sort(latestFirst),
  };
}

/** Keys of all that was refused about an entry, each once. */
export const refusalsOf = ({ entry }: EntryView): string[] => [
  ...new Set(
    [entry.fault?.type ?? '', ...(entry.fault?.faults.map((fault) => fault.key) ?? [])].filter(Boolean),
  ),
];
