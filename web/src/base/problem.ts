import type { Fault, Problem } from './client';
import { has, say, t, type Module } from './i18n.svelte';

/** The module whose sentences speak about a key such as "intake.too_large". */
export function moduleOf(key: string): Module {
  if (key.startsWith('intake.pair_')) return 'pairs';
  if (key.startsWith('registry.rule')) return 'rules';
  const prefix = key.split('.')[0]!;
  const own: Record<string, Module> = {
    access: 'access',
    areas: 'areas',
    audit: 'audit',
    insight: 'snapshots',
    backup: 'backup',
    intake: 'intake',
    letters: 'letters',
    licences: 'licences',
    linkage: 'pairs',
    pairs: 'pairs',
    privacy: 'privacy',
    registry: 'registry',
  };
  return own[prefix] ?? (prefix === 'client' ? 'base' : 'problems');
}

/** What happened, in words; a key without a sentence gives the general one, never a bare code. */
export function sentenceOf(problem: Problem): string {
  return has(problem.type) ? say(problem.type) : t('client.refused');
}

/** The sentence of the fault at `path`, if there is one. */
export function faultAt(faults: readonly Fault[] | undefined, path: string): string | undefined {
  const fault = faults?.find((one) => one.path === path || one.path.endsWith(`.${path}`));
  if (!fault) return undefined;
  return has(fault.key) ? say(fault.key) : t('client.malformed');
}
