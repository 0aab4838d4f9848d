import { fold } from './text';
import type { Found, Target } from './port';

/** Businesses of a pack as one says them to another. */

/** "3/1": leading zeros are said by nobody. */
export function blockOf({ rt, rw }: Pick<Target, 'rt' | 'rw'>): string {
  const bare = (text: string): string => text.replace(/^0+(?=\d)/, '');
  return [rt, rw].map(bare).filter(Boolean).join('/');
}

/** Where it stands, in few words. */
export const whereOf = (target: Pick<Target, 'address' | 'hamlet' | 'rt' | 'rw'>): string =>
  [target.hamlet || target.address, blockOf(target) && `RT ${blockOf(target)}`].filter(Boolean).join(', ');

export const isFilled = (found: Found): boolean => found.name.trim() !== '' || found.owner.trim() !== '';

/** Those in which every word of `query` begins some word; all of them when nothing is asked for. */
export function search(targets: readonly Target[], query: string): Target[] {
  const asked = fold(query).split(' ').filter(Boolean);
  return targets.filter(({ name, owner, hamlet, address }) => {
    const words = ` ${fold([name, owner, hamlet, address].join(' '))}`;
    return asked.every((word) => words.includes(` ${word}`));
  });
}
