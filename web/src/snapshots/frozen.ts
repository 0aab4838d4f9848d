import { day } from '../base/format';
import { say, t } from '../base/i18n.svelte';
import type { Snapshot } from './api';

/** What a frozen figure counts, in the words of the office. */
export function filterWords({ definition }: Snapshot): { name: string; value: string }[] {
  const {
    district,
    village,
    trade,
    class: size,
    status,
    coached,
    flagship,
    has,
    missing,
    kbli,
    activity,
  } = definition.filters;
  const words: { name: string; value: string }[] = [];
  const add = (name: string, value: string) => words.push({ name: say(`filter.${name}`), value });
  if ((district || village) && definition.area.name)
    add(village ? 'village' : 'district', definition.area.name);
  if (trade) add('trade', say(`trade.${String(trade)}`));
  if (size) add('class', say(`class.${String(size)}`));
  add('status', statusWords(String(status), definition.counted));
  if (coached) add('coached', t('filter.only'));
  if (flagship) add('flagship', t('filter.only'));
  if (Array.isArray(has)) add('has', has.map((one) => say(`missing.${one}`)).join(', '));
  if (Array.isArray(missing)) add('missing', missing.map((one) => say(`missing.${one}`)).join(', '));
  if (kbli) add('kbli', kbli === 'none' ? t('filter.kbli_none') : String(kbli));
  if (activity) add('activity', String(activity));
  return words;
}

const statusWords = (status: string, counted: readonly string[]): string =>
  status === 'counted'
    ? counted.map((one) => say(`status.${one}`)).join(', ')
    : status === 'all'
      ? t('filter.any')
      : say(`status.${status}`);

/** The title that is proposed: what, where and when. */
export const proposedTitle = (place: string, asOf: string): string =>
  t('freeze.title_proposed', { place, day: day(asOf) });

/** What a business is called now; its name may not be shown, or nothing be left of it. */
export const callOf = (row: { name: string; restricted: boolean; gone: boolean }): string =>
  row.gone ? t('snapshots.gone') : row.restricted ? t('list.restricted') : row.name;

/** A business's place as a table has it. */
export const placeOf = (row: { village_name: string; district_name: string }): string =>
  [row.village_name, row.district_name].filter(Boolean).join(', ');

/** The digest in groups of eight, as people compare it. */
export const groupsOf = (digest: string): string[] => digest.match(/.{8}/g) ?? [];
