import type { Rule } from './api';

/** The version of each rule that holds on a day, by number; those that ended are left out. */
export function inForce(rules: Rule[], day: string): Rule[] {
  const latest = new Map<number, Rule>();
  for (const rule of rules) {
    if (rule.from > day) continue;
    const known = latest.get(rule.number);
    if (!known || known.from <= rule.from) latest.set(rule.number, rule);
  }
  return [...latest.values()].filter((rule) => rule.agency !== '').sort((a, b) => a.number - b.number);
}

/** Versions that begin later, the next first. */
export const toCome = (rules: Rule[], day: string): Rule[] =>
  rules.filter((rule) => rule.from > day).sort((a, b) => a.from.localeCompare(b.from));

/** Versions that held once, the newest first. */
export function past(rules: Rule[], day: string): Rule[] {
  const held = new Set(inForce(rules, day).map((rule) => rule.id));
  return rules.filter((rule) => rule.from <= day && !held.has(rule.id)).reverse();
}

const trade_mark = 'trade:';

/** The trade that a sector names, or ''. */
export const tradeOf = (sector: string): string =>
  sector.startsWith(trade_mark) ? sector.slice(trade_mark.length) : '';

export const sectorOfTrade = (trade: string): string => trade_mark + trade;
