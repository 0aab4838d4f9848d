import type { Receipt } from './store';

/** How much of a day's work the office has, by the office's own clock. */
export interface DayReceipt {
  day: string;
  taken: number;
  /** With those that still wait. */
  of: number;
  at: number;
}

/** What waits is counted with today, whatever the phone's clock said when it was made. */
export function dayReceipts(receipts: readonly Receipt[], waiting: number, today: string): DayReceipt[] {
  const days = receipts.map(({ day, ids, at }) => ({
    day,
    taken: ids.length,
    of: ids.length + (day === today ? waiting : 0),
    at,
  }));
  if (!days.some((one) => one.day === today)) days.push({ day: today, taken: 0, of: waiting, at: 0 });
  return days.sort((a, b) => (a.day < b.day ? 1 : -1));
}
