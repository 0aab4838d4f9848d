import { has, say, t, type Key } from '../base/i18n.svelte';
import { fieldName } from '../registry/value';
import { strength } from '../pairs/queue.svelte';
import { percentExact } from '../base/format';
import type { Pattern, Share } from './api';

const fields: Record<string, string> = {
  owner: 'owner.name',
  business: 'business.name',
  nik: 'owner.nik',
  phone: 'contact.phone',
  trade: 'business.trade',
  nib: 'business.nib',
};

/** A part of the comparison as forms call it. */
export const partName = (part: string): string =>
  part === 'place' ? t('group.place') : fieldName(fields[part] ?? part);

export const levelName = (part: string, level: string): string => {
  const key = `linkage.${part}.${level}`;
  return has(key) ? say(key) : level;
};

/** "Nama pemilik: sama". */
export const levelText = (part: string, level: string): string =>
  t('sweep.level', { what: partName(part), how: levelName(part, level) });

/** What a way of finding pairs goes by: "owner.word+place". */
export function ruleName(rule: string): string {
  const parts = rule.split('+').map((part) => {
    const [name, use] = part.split('.') as [string, string | undefined];
    return use ? t(`sweep.key.${use}` as Key, { what: partName(name) }) : partName(name);
  });
  return parts.join(' + ');
}

/** Which way a level speaks and how loud. */
export function voice(weight: number): 'for' | 'against' | 'quiet' {
  if (strength(weight / 10) === 'none') return 'quiet';
  return weight > 0 ? 'for' : 'against';
}

/** What agrees before what does not. */
export const ordered = ({ levels }: Pattern) => [...levels].sort((a, b) => b.weight - a.weight);

/** A share with the interval around it. */
export const shareText = ({ value_bp, low_bp, high_bp }: Share): string =>
  t('sample.share_text', {
    n: percentExact(value_bp),
    low: percentExact(low_bp),
    high: percentExact(high_bp),
  });
