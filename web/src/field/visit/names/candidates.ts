import type { Found, Target } from '../port';
import { squeeze } from '../text';
import type { Match, Tie } from './align';
import {
  compareBusinesses,
  compareOwners,
  compareWithSign,
  type BusinessLevel,
  type Named,
  type OwnerLevel,
} from './compare';
import { parseBusiness, parseOwner } from './name';
import { Postings } from './postings';
import { spellingKey } from './spelling';
import { knownWord } from './words';

/** "This may be the one already in your pack": names of a pack weighed as the registry weighs them, in tenths of bits. */

/** How two addresses of one village agree. */
export type PlaceLevel = 'block' | 'rt' | 'hamlet';

export interface Candidate {
  target: Target;
  score: number;
  owner?: OwnerLevel;
  business?: BusinessLevel;
  place?: PlaceLevel;
}

const weightOf = (m: number, u: number): number => 10 * Math.log2(m / u);
/** m and u of src/linkage/model.h; what names share is added to those by how rare it is. */
const ownerWeights: Record<OwnerLevel, number> = {
  same: weightOf(70, 100),
  spelling: weightOf(70, 100),
  typo: weightOf(70, 100),
  shorter: weightOf(10, 30),
  partly: weightOf(5, 900),
  in_business: weightOf(30, 50),
  differs: weightOf(3, 950),
};
const businessWeights: Record<BusinessLevel, number> = {
  same: weightOf(60, 100),
  similar: weightOf(40, 100),
  owner_named: weightOf(40, 25),
  generic: weightOf(30, 30),
  partly: weightOf(10, 60),
  other_kind: weightOf(3, 40),
  differs: weightOf(12, 95),
};
const placeWeights: Record<PlaceLevel, number> = { block: weightOf(60, 4), rt: 15, hamlet: 15 };
const bareLevels = new Set<string>(['differs', 'owner_named', 'other_kind']);

const costs: Record<Tie, number> = { same: 0, spelling: 25, joined: 25, typo: 70, initial: 0 };
const initial_worth = 25;
const word_worth_max = 140;
const name_worth_max = 220;
const kind_worth_max = 40;
const prior_people = 2_000;
/** Less is no reason to ask. */
const score_min = 50;

type Use = 'owner' | 'business';
interface Known extends Named {
  target: Target;
}

const count = (counts: Map<string, number>, word: string): void =>
  void counts.set(word, (counts.get(word) ?? 0) + 1);
/** What two names must share for one to be the other's. */
const partsOf = ({ owner, business }: Named): string[][] => [owner.words, owner.alias, business.words];
const numberOf = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);
const hamletKey = (text: string): string =>
  squeeze(text.toLowerCase())
    .split(' ')
    .filter((word) => !/^(dusun|dsn|dukuh|dk|lingkungan|link|lingk|kp|kampung)\.?$/.test(word))
    .map((word) => spellingKey(word, 'modern'))
    .join(' ');

function placeLevel(a: Found, b: Target): PlaceLevel | undefined {
  const rt = numberOf(a.rt) !== 0 && numberOf(a.rt) === numberOf(b.rt);
  const rw = numberOf(a.rw) !== 0 && numberOf(b.rw) !== 0;
  if (rt && rw) return numberOf(a.rw) === numberOf(b.rw) ? 'block' : undefined;
  const hamlet = hamletKey(a.hamlet);
  if (hamlet !== '' && hamlet === hamletKey(b.hamlet)) return 'hamlet';
  return rt ? 'rt' : undefined;
}

/** The names of one pack, taken apart once; asked again with every letter that is typed. */
export class Candidates {
  #known: Known[];
  #postings = new Postings();
  #counts: Record<Use, Map<string, number>> = { owner: new Map(), business: new Map() };

  constructor(targets: readonly Target[]) {
    this.#known = targets.map((target) => ({
      target,
      owner: parseOwner(target.owner),
      business: parseBusiness(target.name),
    }));
    this.#known.forEach((known, at) => partsOf(known).forEach((words) => this.#postings.put(words, at)));
    for (const { owner, business } of this.#known) {
      for (const word of owner.words) count(this.#counts.owner, word);
      for (const word of [...business.words, ...business.kind_words]) count(this.#counts.business, word);
    }
  }

  /** The likeliest first; nobody when no name says anything yet. */
  find(found: Found, limit = 3): Candidate[] {
    const asked: Named = { owner: parseOwner(found.owner), business: parseBusiness(found.name) };
    const near = new Set(partsOf(asked).flatMap((words) => this.#postings.near(words)));
    return [...near]
      .map((at) => this.#weigh(asked, this.#known[at]!, found))
      .filter((candidate) => candidate.score >= score_min)
      .sort((a, b) => b.score - a.score || a.target.place - b.target.place)
      .slice(0, limit);
  }

  #weigh(asked: Named, known: Known, found: Found): Candidate {
    const candidate: Candidate = { target: known.target, score: 0 };
    const owner =
      compareOwners(asked.owner, known.owner) ??
      compareWithSign(asked.owner, known.business) ??
      compareWithSign(known.owner, asked.business);
    if (owner) {
      candidate.owner = owner.level;
      candidate.score += ownerWeights[owner.level] + this.#worth(owner.level, owner.found.matches, 'owner');
    }
    const business = compareBusinesses(asked, known);
    if (business) {
      candidate.business = business.level;
      candidate.score +=
        businessWeights[business.level] +
        this.#worth(business.level, business.found.matches, 'business') +
        this.#kindWorth(asked, known);
    }
    const place = placeLevel(found, known.target);
    if (place && candidate.score > 0) {
      candidate.place = place;
      candidate.score += placeWeights[place];
    }
    return candidate;
  }

  #worth(level: string, matches: readonly Match[], use: Use): number {
    if (bareLevels.has(level)) return 0;
    const sum = matches.reduce((all, { tie, left, right }) => {
      if (tie === 'initial') return all + initial_worth;
      const rarer = Math.max(this.#rarity(left, use), this.#rarity(right, use));
      return all + Math.min(rarer, word_worth_max) - costs[tie];
    }, 0);
    return Math.min(sum, name_worth_max);
  }

  #kindWorth(asked: Named, known: Named): number {
    const shared = asked.business.kind_words.filter((word) => known.business.kind_words.includes(word));
    const sum = shared.reduce((all, word) => all + this.#rarity(word, 'business'), 0);
    return Math.min(sum, kind_worth_max);
  }

  /** As if so many people had been counted before: a pack alone says little about how common a name is. */
  #rarity(word: string, use: Use): number {
    const before = Math.max(1, Math.floor((knownWord(word).permille * prior_people) / 1000));
    const held = (this.#counts[use].get(word) ?? 0) + before;
    return Math.max(0, 10 * Math.log2((prior_people + this.#known.length) / held));
  }
}

/** What speaks for a candidate, as keys of sentences. */
export function reasonsOf(candidate: Candidate): string[] {
  const reasons: string[] = [];
  const { owner, business, place } = candidate;
  if (owner && owner !== 'differs') reasons.push(`visit.match.owner.${owner}`);
  if (business && !['differs', 'other_kind', 'owner_named', 'generic'].includes(business))
    reasons.push(`visit.match.business.${business}`);
  if (place) reasons.push(`visit.match.place.${place}`);
  return reasons;
}
