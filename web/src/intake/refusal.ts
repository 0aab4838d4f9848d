import { list } from '../base/format';
import { has, say, t } from '../base/i18n.svelte';
import type { Said } from './api';
import { finding } from './said';

/**
 * What a file is instead of a list of businesses, as sentences: what it is, what its rows and figures are, which limit
 * it goes beyond.
 */
export function refusalText(refusal: Said): string {
  const { rows, measures, detail } = refusal.params as Partial<
    Record<'rows' | 'measures' | 'detail', string>
  >;
  const kinds = words(rows).map((key) => (has(`rows.${key}`) ? say(`rows.${key}`) : key));
  const sentences = [finding(refusal)];
  if (kinds.length > 0) sentences.push(t('refused.rows', { rows: list(kinds) }));
  if (measures) sentences.push(t('refused.measures', { measures }));
  if (detail && has(`limit.${detail}`)) sentences.push(say(`limit.${detail}`));
  return sentences.join(' ');
}

const words = (text: string | undefined): string[] => (text ? text.split(', ') : []);
