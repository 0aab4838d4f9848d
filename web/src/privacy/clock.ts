import type { Zone } from '../base/locale';

const hour_ms = 3_600_000;

/** How long there is until an answer is due; negative once it is late. */
export const hoursLeft = (due: number, now = Date.now()): number => Math.trunc((due - now) / hour_ms);

/** How urgent an open request is. */
export function urgency(due: number, now = Date.now()): 'late' | 'soon' | 'calm' {
  if (now > due) return 'late';
  return due - now < 24 * hour_ms ? 'soon' : 'calm';
}

const offset_hours: Record<Zone, number> = { WIB: 7, WITA: 8, WIT: 9 };

/** "2026-11-28T08:30" of a field for a day and an hour, as the instant it means in the regency. */
export const instantOf = (local: string, zone: Zone): number =>
  Date.parse(`${local}Z`) - offset_hours[zone] * hour_ms;
