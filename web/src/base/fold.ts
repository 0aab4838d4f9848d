/** Text as the search compares it: no case, no accents, words only. Keeps one character for each of the original. */
export function fold(text: string): string {
  return Array.from(text, (letter) => {
    const bare = letter
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
    const first = bare.length === letter.length ? bare : letter.toLowerCase().slice(0, letter.length);
    return /[\p{L}\p{N}]/u.test(first) ? first : ' '.repeat(letter.length);
  }).join('');
}

export const words = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

export interface Piece {
  text: string;
  hit: boolean;
}

/** `text` in pieces, with the beginnings of words that match a word of `query` marked. */
export function highlight(text: string, query: string): Piece[] {
  const wanted = words(query);
  if (wanted.length === 0 || text === '') return [{ text, hit: false }];
  const folded = fold(text);
  const hits = new Array<boolean>(text.length).fill(false);
  for (const start of starts(folded))
    for (const word of wanted)
      if (folded.startsWith(word, start)) hits.fill(true, start, start + word.length);
  return pieces(text, hits);
}

function starts(folded: string): number[] {
  return Array.from(folded.matchAll(/\S+/g), (match) => match.index);
}

function pieces(text: string, hits: boolean[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = result[result.length - 1];
    const hit = hits[at] ?? false;
    if (last && last.hit === hit) last.text += text[at];
    else result.push({ text: text[at]!, hit });
  }
  return result;
}
