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

/** Trades are said together, so that a rule for many of them stays short. */
export function sectorListText(sectors: Rule['sectors']): string {
  const trades = sectors.map(({ code }) => tradeOf(code)).filter(Boolean);
  const said = sectors.filter(({ code }) => !tradeOf(code)).map(sectorText);
  if (trades.length > 0)
    said.push(t('agencies.sector_trade', { trade: trades.map((trade) => say(`trade.${trade}`)).join(', ') }));
  return said.join('; ');
}

export const sectorsText = (rule: Rule): string =>
  rule.sectors.length === 0 ? t('agencies.all_sectors') : sectorListText(rule.sectors);

export const areasText = (rule: Rule): string =>
  rule.areas.length === 0
    ? t('agencies.all_areas')
    : rule.areas.map((area) => area.name || area.code).join(', ');
