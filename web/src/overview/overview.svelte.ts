import type { Client } from '../base/client';
import { badges } from '../base/badges.svelte';
import { Loader } from '../base/loader.svelte';
import { readOverview, type Overview } from './api';
import { ranking, type MeasureName } from './figures';

/** The overview of one area on one day. */
export class OverviewModel {
  readonly loader = new Loader<Overview>();
  measure = $state<MeasureName>('count');
  /** The part under the pointer or with the focus, on the map and in the list alike. */
  chosen = $state('');

  readonly ranked = $derived.by(() => ranking(this.loader.data?.children ?? [], this.measure));

  constructor(private readonly client: Client) {}

  get data(): Overview | undefined {
    return this.loader.data;
  }

  /** `home` is the area whose work the menu tells of. */
  async load(area: string, asOf: string, home = area.slice(0, 4)): Promise<void> {
    this.chosen = '';
    const answered = await this.loader.run((signal) => readOverview(this.client, area, asOf, signal));
    if (answered && this.data && area === home && asOf === '') badges.set(this.data);
    else if (!badges.figures) await badges.refresh(this.client, home);
  }
}

/** Where the rows behind a figure are: the list, narrowed to the area, the day and what the figure counts. */
export function rowsLink(area: string, asOf: string, filter: Record<string, string> = {}): string {
  const place: Record<string, string> = asOf ? { per: asOf } : {};
  if (area.length >= 6) place.district = area.slice(0, 6);
  if (area.length === 10) place.village = area;
  const query = new URLSearchParams({ ...place, ...filter }).toString();
  return `/usaha${query ? `?${query}` : ''}`;
}

function figuresLink(path: string, area: string, asOf: string): string {
  const query = new URLSearchParams();
  if (area.length > 4) query.set('wilayah', area);
  if (asOf) query.set('per', asOf);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const overviewLink = (area: string, asOf: string): string => figuresLink('/', area, asOf);
export const seriesLink = (area: string, asOf: string): string => figuresLink('/pertumbuhan', area, asOf);

/** Zeros stand for a place inside the area that is not known. */
export const unplacedIn = (area: string): string => area + (area.length === 4 ? '00' : '0000');

/** Where work that waits is done; businesses without a village are those of the day shown. */
export function workLink(key: string, area: string, asOf: string): string {
  if (key === 'unlocated') return rowsLink(area, asOf, { missing: 'village' });
  return key === 'pairs_open' ? '/ganda' : '/daftar';
}
