import { areAlike, infoOf, lettersOf, mayBe, type Info } from './align';
import { editDistance } from './spelling';

/** Which names of a pack hold a word, or one that sounds or looks like it. */

interface Posting {
  info: Info;
  places: number[];
}
/** Two words that stand beside each other, written as one. */
interface Pair {
  both: string;
  letters: number;
  place: number;
}

const joined_length_min = 5;

/** "nurhayati" of "nur hayati". */
const pairsOf = (words: readonly string[]): string[] =>
  words
    .slice(1)
    .map((word, i) => words[i]! + word)
    .filter((both) => both.length >= joined_length_min);

const isOne = (both: string, bits: number, info: Info): boolean =>
  Math.abs(both.length - info.word.length) <= 1 &&
  mayBe(bits, info.letters, 1) &&
  editDistance(both, info.word, 1) <= 1;

export class Postings {
  #words = new Map<string, Posting>();
  #pairs: Pair[] = [];
  /** While a name is typed only its last word changes. */
  #asked = new Map<string, readonly number[]>();

  put(words: readonly string[], place: number): void {
    for (const word of words) {
      const posting = this.#words.get(word);
      if (posting) posting.places.push(place);
      else this.#words.set(word, { info: infoOf(word), places: [place] });
    }
    for (const both of pairsOf(words)) this.#pairs.push({ both, letters: lettersOf(both), place });
  }

  near(words: readonly string[]): number[] {
    const near = words.flatMap((word) => this.#kept(word, () => this.#byWord(infoOf(word))));
    const pairs = pairsOf(words).flatMap((both) => this.#kept(`${both}+`, () => this.#byPair(both)));
    return [...near, ...pairs];
  }

  #kept(key: string, find: () => readonly number[]): readonly number[] {
    let near = this.#asked.get(key);
    if (!near) this.#asked.set(key, (near = find()));
    return near;
  }

  #byWord(info: Info): number[] {
    const near: number[] = [];
    for (const known of this.#words.values()) if (areAlike(info, known.info)) near.push(...known.places);
    for (const { both, letters, place } of this.#pairs) if (isOne(both, letters, info)) near.push(place);
    return near;
  }

  #byPair(both: string): number[] {
    const letters = lettersOf(both);
    return [...this.#words.values()].flatMap(({ info, places }) =>
      isOne(both, letters, info) ? places : [],
    );
  }
}
