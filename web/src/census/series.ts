import type { Covered, Product } from './api';

export interface DayPoint {
  day: string;
  visited: number;
  found: number;
  /** Found up to and with this day. */
  total: number;
}
/** Days on which something was sent, the earliest first, with what they add up to. */
export function daySeries(days: readonly Covered[]): DayPoint[] {
  let total = 0;
  return [...days]
    .filter(({ key }) => key !== '')
    .sort((a, b) => a.key.localeCompare(b.key))
    .map(({ key, visited, found }) => ({ day: key, visited, found, total: (total += found) }));
}

interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export interface DayBars {
  bars: { x: number; y: number; width: number; height: number; foundY: number; point: DayPoint }[];
  lines: { y: number; value: number }[];
  labels: { x: number; day: string }[];
}
const label_room = 62;
const calendar_ms = 86_400_000;

/** One bar a day of the calendar, so that days without a visit are seen as gaps. */
export function dayBars(points: readonly DayPoint[], box: Box): DayBars {
  if (points.length === 0) return { bars: [], lines: [], labels: [] };
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / calendar_ms;
  const first = at(points[0]!.day);
  const days = Math.max(14, at(points[points.length - 1]!.day) - first + 1);
  const most = Math.max(1, ...points.map(({ visited }) => visited));
  const step = stepOf(most);
  const top = Math.ceil(most / step) * step;
  const room = (box.width - box.left - box.right) / days;
  const floor = box.height - box.bottom;
  const y = (value: number) => floor - (value / top) * (floor - box.top);
  const bars = points.map((point) => ({
    x: box.left + (at(point.day) - first) * room + room * 0.15,
    y: y(point.visited),
    width: Math.min(28, Math.max(1, room * 0.7)),
    height: floor - y(point.visited),
    foundY: y(point.found),
    point,
  }));
  const lines = [];
  for (let value = 0; value <= top; value += step) lines.push({ y: y(value), value });
  return { bars, lines, labels: labelsOf(bars) };
}

function labelsOf(bars: DayBars['bars']): DayBars['labels'] {
  const labels: DayBars['labels'] = [];
  for (const { x, width, point } of [...bars].reverse()) {
    const middle = x + width / 2;
    if (labels.length === 0 || labels[labels.length - 1]!.x - middle >= label_room)
      labels.push({ x: middle, day: point.day });
  }
  return labels.reverse();
}

function stepOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 3 || 1));
  return Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((one) => most / one <= 3.5)!,
  );
}

export type Column =
  | 'name'
  | 'assigned'
  | 'visited'
  | 'submitted'
  | 'accepted'
  | 'found'
  | 'refused'
  | 'gps'
  | 'photos'
  | 'last_day'
  | 'honorarium';

/** By one column; equal ones by name, so that a list does not jump. */
export function sorted(
  rows: readonly Covered[],
  column: Column,
  down: boolean,
  nameOf: (row: Covered) => string,
): Covered[] {
  const by = (a: Covered, b: Covered): number => {
    if (column === 'name') return nameOf(a).localeCompare(nameOf(b), 'id', { numeric: true });
    if (column === 'last_day') return a.last_day.localeCompare(b.last_day);
    return a[column] - b[column];
  };
  return [...rows].sort(
    (a, b) => (down ? -1 : 1) * by(a, b) || nameOf(a).localeCompare(nameOf(b), 'id', { numeric: true }),
  );
}

export const totalOf = (rows: readonly Covered[], column: Exclude<Column, 'name' | 'last_day'>): number =>
  rows.reduce((sum, row) => sum + row[column], 0);

export interface MadeProduct {
  kbli: string;
  businesses: number;
  capacity: { unit: string; a_month: number }[];
}
/** What is made, over all areas, by most businesses first; what has no KBLI comes last. */
export function byProduct(products: readonly Product[]): MadeProduct[] {
  const all = new Map<string, { businesses: number; units: Map<string, number> }>();
  for (const { kbli, businesses, capacity } of products) {
    const one = all.get(kbli) ?? { businesses: 0, units: new Map<string, number>() };
    one.businesses += businesses;
    for (const { unit, a_month } of capacity) one.units.set(unit, (one.units.get(unit) ?? 0) + a_month);
    all.set(kbli, one);
  }
  return [...all]
    .map(([kbli, { businesses, units }]) => ({
      kbli,
      businesses,
      capacity: [...units]
        .map(([unit, a_month]) => ({ unit, a_month }))
        .sort((a, b) => b.a_month - a.a_month),
    }))
    .sort((a, b) => Number(a.kbli === '') - Number(b.kbli === '') || b.businesses - a.businesses);
}
