import { places } from '../areas/places';
import { day, number, shareText } from '../base/format';
import { t } from '../base/i18n.svelte';
import type { Figures, Outcome, Signal, State } from './api';

/** How a visit can end, in the order in which a supervisor asks for it. */
export const outcomes: readonly Outcome[] = [
  'found',
  'changed_owner',
  'moved_within',
  'temporarily_closed',
  'closed',
  'moved_away',
  'deceased',
  'duplicate_of',
  'not_a_business',
  'not_found',
  'refused',
  'unreachable',
];
const existing: readonly Outcome[] = ['found', 'changed_owner', 'moved_within', 'temporarily_closed'];
const removing: readonly Outcome[] = ['closed', 'moved_away', 'deceased', 'duplicate_of', 'not_a_business'];

export type Weight = 'found' | 'removed' | 'open';
/** Whether the business counts after such a visit, is off the list, or nobody knows yet. */
export const weightOf = (outcome: Outcome): Weight =>
  existing.includes(outcome) ? 'found' : removing.includes(outcome) ? 'removed' : 'open';

export const toneOf: Record<Weight, string> = { found: 'good', removed: '', open: 'wait' };

export const stateTone: Record<State, string> = {
  draft: '',
  running: 'brand',
  closed: 'wait',
  published: 'good',
};

/** In the order of how much they say. */
export const signals: readonly Signal[] = [
  'outside',
  'same_photo',
  'hasty',
  'straight_line',
  'odd_hour',
  'clock',
];

/** What a regent can repeat: how many of how many, and when it will be done. */
export function headline(figures: Figures, state: State, today: string): string {
  const { found, target, listed, forecast } = figures;
  if (state === 'draft') return t('campaign.said_draft', { target: number(target), listed: number(listed) });
  const counted = t(state === 'published' ? 'campaign.said_published' : 'campaign.said', {
    found: number(found),
    target: number(target),
    share: shareText(found, target),
  });
  if (state !== 'running') return counted;
  if (found >= target) return `${counted} ${t('campaign.said_reached')}`;
  if (!forecast.finish) return `${counted} ${t('campaign.said_never')}`;
  return forecast.finish < today
    ? counted
    : `${counted} ${t('campaign.said_finish', { day: day(forecast.finish), per_day: number(Math.round(forecast.visited / Math.max(1, forecast.days))) })}`;
}

export interface OutcomeBar {
  outcome: Outcome;
  count: number;
  weight: Weight;
}
/** Why of so many on the list so many were found: accepted visits by how they ended, the largest group first. */
export function outcomeBars(accepted: Figures['accepted']): OutcomeBar[] {
  const rank: Record<Weight, number> = { found: 0, removed: 1, open: 2 };
  return accepted
    .filter(({ targets }) => targets > 0)
    .map(({ outcome, targets }) => ({ outcome, count: targets, weight: weightOf(outcome) }))
    .sort((a, b) => rank[a.weight] - rank[b.weight] || b.count - a.count);
}

const day_ms = 86_400_000;
const utc = (text: string): number => Date.parse(`${text}T00:00:00Z`);
export const daysBetween = (from: string, until: string): number =>
  Math.round((utc(until) - utc(from)) / day_ms);

/** Days without a visit after which somebody should ask why. */
export const idle_days_min = 3;

/** How long an enumerator has sent nothing; undefined where that is nothing to ask about. */
export function idleDays(
  { last_day, assigned, visited }: { last_day: string; assigned: number; visited: number },
  today: string,
  from: string,
): number | undefined {
  if (assigned === 0 || visited >= assigned) return undefined;
  const days = daysBetween(last_day || from, today);
  return days >= idle_days_min ? days : undefined;
}

/** A village by its name; of a business of which only the district is known, that. */
export const villageText = (code: string, name: string): string =>
  name || t('campaign.village_unknown', { district: places.nameOf(code.slice(0, 6)) });
