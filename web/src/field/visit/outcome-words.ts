import { say, t } from '../../base/i18n.svelte';
import { notFoundDays, outcomeGroups, outcomesOfFound } from './outcome';
import type { Target } from './port';

/** The ends of a visit as they are offered. */

interface Group {
  name: string;
  outcomes: readonly string[];
}

/** All of them; of a business met on the way those that it can have. */
export function offered(isFound: boolean): readonly Group[] {
  if (!isFound) return outcomeGroups;
  return outcomeGroups
    .map(({ name, outcomes }) => ({
      name,
      outcomes: outcomes.filter((one) => outcomesOfFound.includes(one)),
    }))
    .filter(({ outcomes }) => outcomes.length > 0);
}

/** What it takes, beneath its name. */
export function needOf(outcome: string, target: Target | undefined): string {
  if (outcome !== 'not_found') return say(`visit.need.${outcome}`);
  const day = Math.min(notFoundDays, (target?.attempts ?? 0) + 1);
  const key = day === notFoundDays ? 'visit.need.not_found_last' : 'visit.need.not_found';
  return t(key, { n: day, total: notFoundDays });
}
