import type { KeptPack } from './packs';
import type { Target } from './visit/port';

/** The names of a pack as somebody walks past them. Pure. */

/** What a name is to the person with the phone. */
export type Standing = 'open' | 'draft' | 'waiting' | 'returned' | 'done' | 'refused';
export type Filter = 'all' | 'open' | 'returned' | 'done';
export const filters: readonly Filter[] = ['open', 'returned', 'done', 'all'];

/** What is on this phone of each target, by its id. */
export interface OwnWork {
  draft?: string;
  waiting?: boolean;
  refused?: boolean;
  sent?: boolean;
}
export type Own = ReadonlyMap<string, OwnWork>;

/** Days on which nobody must have been met before a name counts as not found. */
const attempts_most = 3;

export function standingOf(target: Target, own: Own): Standing {
  const work = own.get(target.id);
  if (work?.refused) return 'refused';
  if (work?.draft !== undefined) return 'draft';
  if (work?.waiting) return 'waiting';
  if (target.state === 'returned') return 'returned';
  if (work?.sent) return 'done';
  if (target.state !== '') return isTried(target) ? 'open' : 'done';
  return target.draft === '' ? 'open' : 'draft';
}

/** Nobody was there; he is looked for again. */
const isTried = (target: Target): boolean =>
  target.state === 'submitted' && target.outcome === 'not_found' && target.attempts < attempts_most;

const shownUnder: Record<Filter, readonly Standing[]> = {
  all: ['open', 'draft', 'waiting', 'returned', 'done', 'refused'],
  open: ['open', 'draft'],
  returned: ['returned', 'refused'],
  done: ['waiting', 'done'],
};

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export interface Name {
  target: Target;
  standing: Standing;
}

/** In walking order. Every word must begin somewhere in name, owner, address or hamlet. */
export function rowsOf(pack: KeptPack, own: Own, filter: Filter, query: string): Name[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return pack.targets
    .map((target) => ({ target, standing: standingOf(target, own) }))
    .filter(({ standing }) => shownUnder[filter].includes(standing))
    .filter(
      ({ target }) => words.length === 0 || words.every((word) => wordsOf(target).includes(` ${word}`)),
    );
}

const wordsOf = ({ name, owner, address, hamlet }: Target): string =>
  ` ${fold(`${name} ${owner} ${address} ${hamlet}`)}`;

/** The next name that nobody has been at, from where somebody stands in the walk. */
export const nextOpen = (pack: KeptPack, own: Own): Name | undefined =>
  rowsOf(pack, own, 'all', '').find(({ standing }) => standing === 'open' || standing === 'draft');

export interface Progress {
  done: number;
  returned: number;
  total: number;
}

export function progressOf(pack: KeptPack, own: Own): Progress {
  const standings = pack.targets.map((target) => standingOf(target, own));
  const count = (some: readonly Standing[]): number => standings.filter((one) => some.includes(one)).length;
  return {
    done: count(shownUnder.done),
    returned: count(shownUnder.returned),
    total: standings.length,
  };
}

/** One neighbourhood (RT). */
export interface Place {
  rt: string;
  total: number;
  done: number;
  /** Where the next open name is. */
  next: boolean;
}

export interface Row {
  hamlet: string;
  rw: string;
  places: Place[];
}

const plain = (number: string): string => number.replace(/^0+(?=\d)/, '');

/** The village as rows of its neighbourhoods, in the order in which they are walked: instead of a map. */
export function placesOf(pack: KeptPack, own: Own): Row[] {
  const rows = new Map<string, Row>();
  const next = nextOpen(pack, own)?.target.id;
  for (const target of pack.targets) {
    const key = `${target.hamlet}/${target.rw}`;
    const row = rows.get(key) ?? { hamlet: target.hamlet, rw: plain(target.rw), places: [] };
    rows.set(key, row);
    const rt = plain(target.rt);
    let place = row.places.find((one) => one.rt === rt);
    if (!place) row.places.push((place = { rt, total: 0, done: 0, next: false }));
    place.total += 1;
    if (shownUnder.done.includes(standingOf(target, own))) place.done += 1;
    if (target.id === next) place.next = true;
  }
  return [...rows.values()];
}

export const rtOf = ({ rt, rw }: Target): string => [rt, rw].filter(Boolean).join('/');
