import { align, anyButInitials, soundAlike, type Alignment } from './align';
import type { BusinessName, OwnerName } from './name';

/** At which level two names agree (src/linkage/compare_name.cc): the levels are the registry's. */

export type OwnerLevel = 'same' | 'spelling' | 'typo' | 'shorter' | 'partly' | 'in_business' | 'differs';
export type BusinessLevel =
  'same' | 'similar' | 'owner_named' | 'generic' | 'partly' | 'other_kind' | 'differs';

export interface Compared<L> {
  level: L;
  found: Alignment;
}
const nothing: Alignment = { matches: [], leftOver: 0, rightOver: 0 };

const has = (found: Alignment, tie: string): boolean => found.matches.some((match) => match.tie === tie);
const allSame = (found: Alignment): boolean => found.matches.every((match) => match.tie === 'same');

/** Two names of one person, one of them told aside: "Slamet (Een)" and "Een". */
function aliasFits(a: OwnerName, b: OwnerName): boolean {
  return (
    a.alias.some((word) => b.words.includes(word) || b.alias.includes(word)) ||
    b.alias.some((word) => a.words.includes(word))
  );
}

/** Nothing when one of them has no name. */
export function compareOwners(a: OwnerName, b: OwnerName): Compared<OwnerLevel> | undefined {
  if (a.words.length === 0 || b.words.length === 0) return undefined;
  const found = align(a.words, b.words);
  const level = ((): OwnerLevel => {
    if (!anyButInitials(found)) return aliasFits(a, b) ? 'partly' : 'differs';
    if (found.leftOver > 0 && found.rightOver > 0) return 'partly';
    if (found.leftOver > 0 || found.rightOver > 0) return 'shorter';
    if (has(found, 'typo')) return 'typo';
    return allSame(found) ? 'same' : 'spelling';
  })();
  return { level, found };
}

/** One side knows the owner, the other only "Warung Bu Siti". */
export function compareWithSign(owner: OwnerName, sign: BusinessName): Compared<OwnerLevel> | undefined {
  if (owner.words.length === 0 || sign.words.length === 0 || !sign.names_person) return undefined;
  const found = align(owner.words, sign.words);
  return anyButInitials(found) ? { level: 'in_business', found } : undefined;
}

export interface Named {
  owner: OwnerName;
  business: BusinessName;
}

const shareKindWord = (a: BusinessName, b: BusinessName): boolean =>
  a.kind_words.some((word) => b.kind_words.includes(word));

/** Whether the words that two signs share are their owners' names. */
function sayTheOwners(found: Alignment, a: Named, b: Named): boolean {
  if (a.owner.words.length === 0 || b.owner.words.length === 0) return false;
  return found.matches.every(
    ({ left, right }) =>
      a.owner.words.some((word) => soundAlike(word, left)) &&
      b.owner.words.some((word) => soundAlike(word, right)),
  );
}

/** Nothing when too little is known: "Warung" may be "Warung Barokah". */
export function compareBusinesses(a: Named, b: Named): Compared<BusinessLevel> | undefined {
  const [left, right] = [a.business, b.business];
  if (isEmpty(left) || isEmpty(right)) return undefined;
  if (left.kinds !== 0 && right.kinds !== 0 && (left.kinds & right.kinds) === 0)
    return { level: 'other_kind', found: nothing };
  if (left.words.length === 0 || right.words.length === 0) {
    const generic = left.words.length === right.words.length && shareKindWord(left, right);
    return generic ? { level: 'generic', found: nothing } : undefined;
  }
  const found = align(left.words, right.words);
  if (!anyButInitials(found)) return { level: 'differs', found };
  if (sayTheOwners(found, a, b)) return { level: 'owner_named', found };
  if (found.leftOver > 0 || found.rightOver > 0) return { level: 'partly', found };
  return { level: allSame(found) ? 'same' : 'similar', found };
}

const isEmpty = (name: BusinessName): boolean => name.words.length === 0 && name.kind_words.length === 0;
