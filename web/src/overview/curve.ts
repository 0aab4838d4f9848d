import { monthShort, number } from '../base/format';
import type { Overview } from './api';

export interface Curve {
  points: { x: number; y: number; month: string; count: number }[];
  line: string;
  fill: string;
  lines: { y: number; text: string }[];
  months: { x: number; text: string; year: string }[];
  floor: number;
}

interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const label_room = 44;

/** The number of businesses at the end of each month, as a line over an axis of round figures. */
export function curveOf(months: Overview['months'], box: Box): Curve {
  const counts = months.map(({ count }) => count);
  const { low, high, step } = axis(Math.min(...counts), Math.max(...counts));
  const { left } = box;
  const x = (index: number) =>
    left + (index / Math.max(1, months.length - 1)) * (box.width - left - box.right);
  const y = (count: number) =>
    box.height - box.bottom - ((count - low) / (high - low)) * (box.height - box.top - box.bottom);
  const points = months.map(({ month, count }, index) => ({ x: x(index), y: y(count), month, count }));
  const line = points
    .map((point, index) => `${index ? 'L' : 'M'}${point.x.toFixed(1)},${point.y.toFixed(1)}`)
    .join('');
  const floor = y(low);
  const fill = points.length ? `${line}L${x(months.length - 1).toFixed(1)},${floor}L${left},${floor}Z` : '';
  const lines = [];
  for (let value = low; value <= high - step / 2; value += step)
    lines.push({ y: y(value), text: number(value) });
  return { points, line, fill, lines, months: monthLabels(points), floor };
}

/** As many months as find room, each January with its year. */
function monthLabels(points: Curve['points']): Curve['months'] {
  const gap = points.length > 1 ? points[1]!.x - points[0]!.x : label_room;
  const every = Math.max(1, Math.ceil(label_room / gap));
  const last = points.length - 1;
  return points
    .filter((_point, index) => (last - index) % every === 0)
    .map(({ x, month }) => ({ x, text: monthShort(month), year: month.slice(0, 4) }));
}

/** A range around the values with three or four round lines in it; from zero when that is not far away. */
export function axis(lowest: number, highest: number): { low: number; high: number; step: number } {
  const start = lowest < highest * 0.5 ? 0 : lowest;
  const range = Math.max(highest - start, 1);
  const power = 10 ** Math.floor(Math.log10(range / 3));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((one) => range / one <= 3.5)!,
  );
  const low = Math.max(0, Math.floor(start / step) * step);
  const high = Math.max(low + step, Math.ceil(highest / step) * step);
  return { low, high, step };
}
