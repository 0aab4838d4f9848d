import { number, rupiahShort } from '../base/format';
import { limited, measures, type Limit, type Measure, type Rules, type Version } from './api';

/** The limits of one measure, in the order of the classes. */
export interface Line {
  measure: Measure;
  limits: number[];
  source: string;
}

export const linesOf = (limits: readonly Limit[]): Line[] =>
  measures
    .map((measure) => {
      const own = limits.filter((limit) => limit.measure === measure);
      return {
        measure,
        limits: limited.map((name) => own.find((limit) => limit.class === name)?.at_most ?? 0),
        source: own[0]?.source ?? '',
      };
    })
    .filter((line) => line.source !== '');

export const limitText = (measure: Measure, amount: number): string =>
  measure === 'workers' ? number(amount) : rupiahShort(amount);

/** The set that governs on a day. */
export const governs = (rules: Rules, day: string): string =>
  rules.governing.filter((one) => one.from <= day).at(-1)?.rule_set ?? '';

export type Force = 'in_force' | 'to_come' | 'ended';

export function forceOf({ from, to }: Version, day: string): Force {
  if (from > day) return 'to_come';
  return to !== null && to <= day ? 'ended' : 'in_force';
}

/** "PP 1/2026" as a key: "pp_1_2026". */
export const keyOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);

/** What is in force first, then what is to come, then what has ended; newer before older. */
export function ordered(rules: Rules, day: string): Version[] {
  const rank: Record<Force, number> = { in_force: 0, to_come: 1, ended: 2 };
  const governing = governs(rules, day);
  return [...rules.versions].sort(
    (a, b) =>
      rank[forceOf(a, day)] - rank[forceOf(b, day)] ||
      Number(b.rule_set === governing) - Number(a.rule_set === governing) ||
      b.from.localeCompare(a.from),
  );
}
