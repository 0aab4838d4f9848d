import { say, t } from '../base/i18n.svelte';
import type { Rule } from './api';
import { tradeOf } from './rules';

/** "KBLI 10 Industri makanan", "Bagian C …", "Bidang kerajinan". */
export function sectorText({ code, title }: Rule['sectors'][number]): string {
  const trade = tradeOf(code);
  if (trade) return t('agencies.sector_trade', { trade: say(`trade.${trade}`) });
  const named = title ? `${code} ${title}` : code;
  return code.length === 1
    ? t('agencies.sector_section', { section: named })
    : t('agencies.sector_kbli', { code: named });
}

export const sectorsText = (rule: Rule): string =>
  rule.sectors.length === 0 ? t('agencies.all_sectors') : rule.sectors.map(sectorText).join('; ');

export const areasText = (rule: Rule): string =>
  rule.areas.length === 0
    ? t('agencies.all_areas')
    : rule.areas.map((area) => area.name || area.code).join(', ');
