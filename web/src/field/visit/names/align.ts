import { editDistance, spellingKey } from './spelling';

/** Which words of two names belong together (src/linkage/align.cc). */

/** How two words stand to each other, the closest first. */
export type Tie = 'same' | 'spelling' | 'joined' | 'typo' | 'initial';

export interface Match {
  tie: Tie;
  left: string;
  right: string;
}
export interface Alignment {
  matches: Match[];
  leftOver: number;
  rightOver: number;
}

/** One edit in short words, two in long ones; below four letters, one edit makes another name. */
const editsForgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);
const joined_length_min = 5;

/** What is known of a word, found once: a pack has a few hundred of them. */
export interface Info {
  word: string;
  modern: string;
  old: string;
  /** A bit for each letter that stands in it. */
  letters: number;
}
const infos = new Map<string, Info>();
export function infoOf(word: string): Info {
  let info = infos.get(word);
  if (!info) {
    const [modern, old] = [spellingKey(word, 'modern'), spellingKey(word, 'old')];
    infos.set(word, (info = { word, modern, old, letters: lettersOf(word) }));
  }
  return info;
}

export function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** One edit brings in one letter and takes away another, at most. */
export const mayBe = (a: number, b: number, limit: number): boolean => bitCount(a ^ b) <= 2 * limit;

const sameSpelling = (a: Info, b: Info): boolean => a.modern === b.modern || a.old === b.old;

function isTypo(a: Info, b: Info): boolean {
  const limit = editsForgiven(Math.min(a.word.length, b.word.length));
  return limit > 0 && mayBe(a.letters, b.letters, limit) && editDistance(a.word, b.word, limit) <= limit;
}

/** True if the words are one for whoever hears or mistypes them. */
export const areAlike = (a: Info, b: Info): boolean => a === b || sameSpelling(a, b) || isTypo(a, b);
export const soundAlike = (a: string, b: string): boolean => areAlike(infoOf(a), infoOf(b));

const isInitialOf = (initial: string, word: string): boolean =>
  initial.length === 1 && word.length > 1 && word.startsWith(initial);

class Meeting {
  readonly matches: Match[] = [];
  readonly takenLeft: boolean[];
  readonly takenRight: boolean[];

  constructor(
    readonly left: readonly string[],
    readonly right: readonly string[],
  ) {
    this.takenLeft = left.map(() => false);
    this.takenRight = right.map(() => false);
  }

  open(): boolean {
    return this.takenLeft.includes(false) && this.takenRight.includes(false);
  }

  /** Each open word takes the first open partner that has the tie. */
  all(tie: Tie, isTie: (a: string, b: string) => boolean): void {
    this.left.forEach((a, i) => {
      for (let j = 0; j < this.right.length && !this.takenLeft[i]; j++) {
        if (this.takenRight[j] || !isTie(a, this.right[j]!)) continue;
        this.matches.push({ tie, left: a, right: this.right[j]! });
        this.takenLeft[i] = this.takenRight[j] = true;
      }
    });
  }

  /** Two open neighbours of one side that are one open word of the other. */
  joined(split: readonly string[], open: boolean[], whole: readonly string[], openWhole: boolean[]): void {
    for (let i = 0; i + 1 < split.length; i++) {
      if (open[i] || open[i + 1]) continue;
      const both = split[i]! + split[i + 1]!;
      if (both.length < joined_length_min) continue;
      for (let j = 0; j < whole.length && !open[i]; j++) {
        if (openWhole[j] || editDistance(both, whole[j]!, 1) > 1) continue;
        this.matches.push({ tie: 'joined', left: whole[j]!, right: whole[j]! });
        open[i] = open[i + 1] = openWhole[j] = true;
      }
    }
  }

  loosely(): void {
    this.all('spelling', (a, b) => sameSpelling(infoOf(a), infoOf(b)));
    if (!this.open()) return;
    this.joined(this.left, this.takenLeft, this.right, this.takenRight);
    this.joined(this.right, this.takenRight, this.left, this.takenLeft);
    this.all('typo', (a, b) => isTypo(infoOf(a), infoOf(b)));
    this.all('initial', (a, b) => isInitialOf(a, b) || isInitialOf(b, a));
  }
}

/** By the alphabet, so that two names meet alike whichever comes left. */
function standsFirst(left: readonly string[], right: readonly string[]): boolean {
  for (let i = 0; i < Math.min(left.length, right.length); i++)
    if (left[i] !== right[i]) return left[i]! < right[i]!;
  return left.length < right.length;
}

const count = (taken: boolean[]): number => taken.filter((one) => !one).length;

/** Each word takes the closest partner, words from the front first. Turned round, the same words meet. */
export function align(left: readonly string[], right: readonly string[]): Alignment {
  if (!standsFirst(left, right)) {
    const turned = meet(right, left);
    const matches = turned.matches.map(({ tie, left: a, right: b }) => ({ tie, left: b, right: a }));
    return { matches, leftOver: turned.rightOver, rightOver: turned.leftOver };
  }
  return meet(left, right);
}

function meet(left: readonly string[], right: readonly string[]): Alignment {
  const meeting = new Meeting(left, right);
  meeting.all('same', (a, b) => a === b);
  if (meeting.open()) meeting.loosely();
  return {
    matches: meeting.matches,
    leftOver: count(meeting.takenLeft),
    rightOver: count(meeting.takenRight),
  };
}

export const anyButInitials = ({ matches }: Alignment): boolean =>
  matches.some((match) => match.tie !== 'initial');
