import { expect, it } from 'vitest';
import { hoursLeft, instantOf, urgency } from '../../src/privacy/clock';

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 5, 8);

it.each([
  [72 * hour, 72, 'calm'],
  [24 * hour, 24, 'calm'],
  [24 * hour - 1, 23, 'soon'],
  [0, 0, 'soon'],
  [-1, 0, 'late'],
  [-5 * hour, -5, 'late'],
])('tells how urgent a request is that is due in %i ms', (left, hours, tone) => {
  expect(hoursLeft(now + left, now) + 0).toBe(hours);
  expect(urgency(now + left, now)).toBe(tone);
});

it('reads the day and hour of a field as time of the regency', () => {
  expect(instantOf('2026-01-05T08:30', 'WIB')).toBe(Date.UTC(2026, 0, 5, 1, 30));
  expect(instantOf('2026-01-05T08:30', 'WIT')).toBe(Date.UTC(2026, 0, 4, 23, 30));
});
