import { fold } from '../text';
import { knownWord, type KnownWord } from './words';

/** Names taken apart as the registry takes them (src/linkage/name.cc); the same vectors test both. */

export interface OwnerName {
  words: string[];
  /** Honorifics, titles and degrees that were taken off. */
  titles: string[];
  /** Another name of the same person: "als Een", "(Een)". */
  alias: string[];
  /** Behind bin or binti. */
  father: string;
  /** Carried beside another name: so common that it says almost nothing. */
  muhammad: boolean;
}
export interface BusinessName {
  /** What tells it from others of its kind. */
  words: string[];
  kind_words: string[];
  legal: string[];
  kinds: number;
  /** "Warung Bu Siti". */
  names_person: boolean;
}

const owner_words_max = 6;
const business_words_max = 4;
const word_length_max = 40;

interface Token {
  text: string;
  known: KnownWord;
  dotted: boolean;
  afterComma: boolean;
  /** In brackets, or behind @ or /. */
  aside: boolean;
}
type Around = Pick<Token, 'afterComma' | 'aside'>;

function token(text: string, dotted: boolean, around: Around): Token {
  const word = text.slice(0, word_length_max);
  return { text: word, known: knownWord(word), dotted, afterComma: around.afterComma, aside: around.aside };
}

/** "S.Pd." is one word, "spd", if that is known as a degree; "M.Yusuf" is two. */
function* chunkTokens(chunk: string, around: Around): Generator<Token> {
  const dotted = chunk.includes('.');
  const words = fold(chunk.replace(/['`]/g, '')).split(' ').filter(Boolean);
  if (words.length > 1 && dotted) {
    const joined = words.join('');
    const known = knownWord(joined);
    if (known.owner === 'degree' || known.business === 'legal') return yield token(joined, dotted, around);
  }
  for (const word of words) yield token(word, dotted, around);
}

function tokenised(raw: string): Token[] {
  const tokens: Token[] = [];
  const around: Around = { afterComma: false, aside: false };
  for (const [piece] of raw.matchAll(/[ \t\r\n,()/@;"]|[^ \t\r\n,()/@;"]+/g)) {
    if (piece === ',' || piece === ';') around.afterComma = true;
    else if (piece === '(' || piece === '@' || piece === '/') around.aside = true;
    else if (piece === ')') around.aside = false;
    else if (!/^[ \t\r\n"]$/.test(piece)) tokens.push(...chunkTokens(piece, around));
  }
  return tokens;
}

const textOf = ({ text, known }: Token): string => (known.business === 'name' ? known.standard : text);

/** How many tokens from the front are titles; the last token never is. */
function leadingTitles(tokens: Token[]): number {
  let count = 0;
  for (; count + 1 < tokens.length; count++) {
    const { text, known, dotted } = tokens[count]!;
    const title =
      known.owner === 'honorific' ||
      known.owner === 'title' ||
      (known.owner === 'dotted_title' && (dotted || text === 'h' || count > 0));
    if (!title) break;
  }
  return count;
}

function isDegree({ text, known, dotted, afterComma }: Token): boolean {
  if (known.owner === 'degree') return true;
  if (known.owner === 'title' || text.startsWith('alm')) return afterComma;
  return afterComma && dotted && text.length <= 4;
}

const isChildOf = ({ text, known, dotted }: Token): boolean =>
  known.owner === 'child_of' || (text === 'b' && dotted);

/** Moves what stands aside, behind "alias" or behind "bin" out of the name. */
function takeRelations(tokens: Token[], name: OwnerName): Token[] {
  const kept: Token[] = [];
  let part: 'own' | 'father' | 'other' = 'own';
  for (const one of tokens) {
    const behindName = kept.length > 0;
    if (behindName && isChildOf(one) && one !== tokens.at(-1)) part = 'father';
    else if (behindName && one.known.owner === 'alias') part = 'other';
    else if (one.aside && behindName) name.alias.push(textOf(one));
    else if (part === 'own' || isDegree(one)) kept.push(one);
    else if (part === 'other') name.alias.push(textOf(one));
    else if (name.father === '') name.father = textOf(one);
  }
  return kept;
}

/** Takes the degrees off the end: "S.Pd", "SE", and "S Pd" or "S. E." in two. */
function takeDegrees(tokens: Token[], name: OwnerName): void {
  while (tokens.length > 1) {
    const last = tokens.at(-1)!;
    const before = tokens.at(-2)!;
    if (isDegree(last)) {
      name.titles.push(last.text);
      tokens.pop();
      continue;
    }
    if (tokens.length < 3 || before.text.length !== 1) return;
    const joined = before.text + last.text;
    const marked = before.dotted || before.afterComma || joined.length > 2;
    if (!marked || knownWord(joined).owner !== 'degree') return;
    name.titles.push(joined);
    tokens.splice(-2);
  }
}

function takeWords(tokens: Token[], name: OwnerName): void {
  const isMuhammad = (at: number): boolean =>
    textOf(tokens[at]!) === 'muhammad' || (at === 0 && tokens[at]!.text === 'm' && tokens.length > 1);
  tokens.forEach((one, i) => {
    const restIsEmpty = i + 1 === tokens.length && name.words.length === 0;
    if (!restIsEmpty && isMuhammad(i)) {
      name.muhammad = true;
      return;
    }
    if (one.known.owner === 'particle' && tokens[i + 1]?.known.owner === 'birth_order') return;
    if (name.words.length < owner_words_max) name.words.push(textOf(one));
  });
}

/** Reads "H. Moch. Slamet bin Kasim, S.Pd (Een)". A name of titles only keeps them as its words. */
export function parseOwner(raw: string): OwnerName {
  const name: OwnerName = { words: [], titles: [], alias: [], father: '', muhammad: false };
  const tokens = tokenised(raw);
  const titles = tokens.splice(0, leadingTitles(tokens));
  name.titles.push(...titles.map((one) => one.text));
  const kept = takeRelations(tokens, name);
  takeDegrees(kept, name);
  takeWords(kept, name);
  return name;
}

export function parseBusiness(raw: string): BusinessName {
  const name: BusinessName = { words: [], kind_words: [], legal: [], kinds: 0, names_person: false };
  for (const one of tokenised(raw)) {
    const { text, known, dotted } = one;
    if (known.business === 'legal') name.legal.push(text);
    else if (known.business === 'filler') continue;
    else if (known.business === 'kind') {
      name.kinds |= known.kinds;
      if (name.kind_words.length < business_words_max) name.kind_words.push(known.standard);
    } else if (
      known.business === 'honorific' &&
      (known.owner !== 'dotted_title' || dotted || text.length === 1)
    ) {
      name.names_person ||= name.words.length === 0;
    } else if (name.words.length < business_words_max) name.words.push(textOf(one));
  }
  return name;
}
