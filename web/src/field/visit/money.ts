/** "1,2 jt", "Rp 25rb" or digits as whole rupiah, as the server reads them (rupiah_of in src/census/answers.h). */

const million = 1_000_000;
const rupiah_max = 999_999_999_999_999;
const bare_min = 1_000;
const bare_max = 1_000_000_000_000;
const digits_max = 18;

const units = new Map<string, number>();
for (const [words, value] of [
  ['rb ribu rbu k rban ribuan', 1_000],
  ['jt juta jta jut jtan jutaan', million],
  ['milyar miliar milyard milliar mlyr milyaran miliaran', 1_000_000_000],
  ['t triliun trilyun', 1_000_000_000_000],
] as const)
  for (const word of words.split(' ')) units.set(word, value);
const fillers = new Set('rp idr rupiah sebesar senilai omset omzet modal aset total nominal'.split(' '));

interface Written {
  whole: number;
  millionths: number;
  /** One mark only, three digits behind: 1.500. */
  grouped: boolean;
}
interface Token {
  number?: Written;
  unit?: number;
}

/** Whole rupiah; nothing for what cannot be read plainly. */
export function rupiahOf(text: string): number | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\u2018\u2019`]/g, "'")
    .replace(/\s+/g, ' ');
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  const tokens = tokensOf(plain);
  return tokens && sumOf(tokens);
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const digits = /^\d+(?:[.,]\d+|[ '](?=\d{3}(?!\d))\d{3})*/.exec(rest)?.[0];
    const word = /^[a-z]+/.exec(rest)?.[0];
    if (digits) {
      const number = writtenOf(digits);
      if (!number) return undefined;
      tokens.push({ number });
    } else if (word) {
      if (units.has(word)) tokens.push({ unit: units.get(word)! });
      else if (!fillers.has(word)) return undefined;
    } else if (!isTrailer(text, at)) return undefined;
    at += (digits ?? word ?? ' ').length;
  }
  return tokens;
}

/** ",-" and ".-" after an amount mean "and no sen"; a full stop or a comma nothing at all. */
function isTrailer(text: string, at: number): boolean {
  const sign = text[at]!;
  if (sign === '-') return at > 0 && ',.'.includes(text[at - 1]!);
  return ' ,.=:\'";'.includes(sign);
}

/** Digits in groups of three, or with a fraction behind the other mark; nothing when both readings are possible. */
function writtenOf(text: string): Written | undefined {
  const groups = text.split(/[.,' ]/);
  const marks = [...text.replace(/\d/g, '')];
  if (groups.join('').length > digits_max) return undefined;
  const last = groups.length - 1;
  const whole = (count: number): number => Number(groups.slice(0, count).join(''));
  const fraction = (): Written => ({
    whole: whole(last),
    millionths: Number(groups[last]!.slice(0, 6).padEnd(6, '0')),
    grouped: false,
  });
  const asWhole = (grouped: boolean): Written => ({ whole: whole(groups.length), millionths: 0, grouped });
  if (last === 0) return asWhole(false);
  if (last === 1) {
    const three = groups[1]!.length === 3 && groups[0]!.length <= 3 && !groups[0]!.startsWith('0');
    if (three) return asWhole(true);
    return groups[1]!.length === 3 && groups[0]!.length > 3 ? undefined : fraction();
  }
  if (areThousands(groups, marks, groups.length)) return asWhole(false);
  const otherMark = marks[last - 1] !== marks[0];
  const cents = groups[last] === '00';
  if (!areThousands(groups, marks, last) || (!otherMark && !cents)) return undefined;
  if (otherMark && last === 2 && groups[last]!.length === 3) return undefined;
  return fraction();
}

function areThousands(groups: string[], marks: string[], end: number): boolean {
  if (groups[0]!.length > 3) return end === 1;
  for (let i = 1; i < end; i++) if (groups[i]!.length !== 3 || marks[i - 1] !== marks[0]) return false;
  return true;
}

/** "1 juta 500 ribu" is added up; "1.500 jt" may be 1,5 or 1.500 million, and "1 jt 500" five hundred of what? */
function sumOf(tokens: Token[]): number | undefined {
  let total = 0;
  let pending: Written | undefined;
  let bare = true;
  for (const { number, unit } of tokens) {
    if (number) {
      if (pending) return undefined;
      pending = number;
    } else {
      if (!pending || pending.grouped || pending.whole > rupiah_max / unit!) return undefined;
      total += pending.whole * unit! + Math.floor((pending.millionths * unit!) / million);
      bare = false;
      pending = undefined;
    }
  }
  if (pending && !bare) return undefined;
  if (bare) {
    if (!pending || pending.whole < bare_min || pending.whole >= bare_max) return undefined;
    total = pending.whole;
  }
  return total > 0 && total <= rupiah_max ? total : undefined;
}
