/** What is left of a word when everything that clerks spell differently is made one (src/linkage/spelling.cc). */

/** Before 1972 j was y and dj was j; a word whose spelling is not known to be old or new has both readings. */
export type Reading = 'modern' | 'old';

/** Written, modern, old. */
const rules = new Map(
  (
    'oe u u,dj j j,tj c c,nj nj ny,sj s s,sy s s,ch h h,kh h h,dh d d,th t t,bh b b,ph p p,ck k k,ie i i,' +
    'ae e e,ai e e,ei e e,j j y,z j s,o o a,v p p,f p p,q k k,x ks ks'
  )
    .split(',')
    .map((rule) => rule.split(' ') as [string, string, string])
    .map(([written, modern, old]) => [written, { modern, old }]),
);

/** Two letters before one, where one begins another. */
function respelt(word: string, reading: Reading): string {
  let out = '';
  for (let at = 0; at < word.length;) {
    const two = rules.get(word.slice(at, at + 2));
    const rule = two ?? rules.get(word[at]!);
    out += rule ? rule[reading] : word[at];
    at += two ? 2 : 1;
  }
  return out;
}

const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiou'.includes(letter);

/** Sumiyati, Sumyati, Sumiati; h is not heard between vowels or at the end; doubled letters are one. */
function unheardLeftOut(word: string): string {
  let out = '';
  for (let i = 0; i < word.length; i++) {
    let letter = word[i]!;
    const first = out === '';
    const before = out.at(-1);
    const vowelFollows = isVowel(word[i + 1]);
    const vowelBefore = isVowel(before);
    const opens = vowelFollows && (first || (vowelBefore && before !== 'i'));
    if (letter === 'y' && !opens) {
      if (before === 'i') continue;
      letter = 'i';
    }
    const unheard = i + 1 === word.length || (vowelBefore && vowelFollows);
    if (letter === 'h' && !first && unheard) continue;
    if (before !== letter) out += letter;
  }
  return out;
}

export function spellingKey(folded: string, reading: Reading): string {
  if (!/^[a-z]{3,}$/.test(folded)) return folded;
  const key = unheardLeftOut(respelt(folded, reading));
  if (key.length <= 2) return key;
  // Murad and Murat, Arab and Arap sound alike; "ng" is one sound of its own.
  return key
    .replace(/d$/, 't')
    .replace(/b$/, 'p')
    .replace(/([^n])g$/, '$1k');
}

const length_max = 64;
let two = new Uint8Array(length_max + 1);
let one = new Uint8Array(length_max + 1);
let row = new Uint8Array(length_max + 1);

/** Edits (swaps of neighbours among them) that make `b` of `a`, or `limit` + 1 when more (optimal string alignment). */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const [rows, columns] = [Math.min(a.length, length_max), Math.min(b.length, length_max)];
  for (let j = 0; j <= columns; j++) one[j] = j;
  for (let i = 1; i <= rows; i++) {
    row[0] = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= columns; j++) {
      const other = b.charCodeAt(j - 1);
      let least = Math.min(one[j]! + 1, row[j - 1]! + 1, one[j - 1]! + (letter === other ? 0 : 1));
      const swapped = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other;
      if (swapped) least = Math.min(least, two[j - 2]! + 1);
      row[j] = least;
    }
    [two, one, row] = [one, row, two];
  }
  return Math.min(one[columns]!, limit + 1);
}
