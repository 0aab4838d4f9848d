/** A map without boundaries: one tile for each area, placed as the areas lie where that is known. */

export interface Tile {
  code: string;
  x: number;
  y: number;
  size: number;
}

/** Column and row of each district, read off a wall map; other regencies are laid out in the order of codes. */
const layouts: Record<string, Record<string, [number, number]>> = {
  '3316': {
    '331614': [0, 0],
    '331616': [1, 0],
    '331610': [2, 0],
    '331609': [3, 0],
    '331615': [4, 0],
    '331613': [0, 1],
    '331612': [1, 1],
    '331611': [2, 1],
    '331608': [3, 1],
    '331607': [4, 1],
    '331601': [1, 2],
    '331602': [2, 2],
    '331604': [3, 2],
    '331606': [4, 2],
    '331603': [3, 3],
    '331605': [4, 3],
  },
};

export const hasLayout = (area: string): boolean => area in layouts;

export function tilesOf(area: string, codes: readonly string[], width: number, height: number): Tile[] {
  const places = placesOf(area, codes);
  const columns = Math.max(1, ...places.map(([, [column]]) => column + 1));
  const rows = Math.max(1, ...places.map(([, [, row]]) => row + 1));
  const size = Math.min(width / columns, height / rows, 104);
  const left = (width - columns * size) / 2;
  const top = (height - rows * size) / 2;
  return places.map(([code, [column, row]]) => ({
    code,
    x: left + column * size,
    y: top + row * size,
    size,
  }));
}

function placesOf(area: string, codes: readonly string[]): [string, [number, number]][] {
  const layout = layouts[area];
  if (layout && codes.every((code) => layout[code])) return codes.map((code) => [code, layout[code]!]);
  const columns = Math.max(1, Math.ceil(Math.sqrt(codes.length * 1.2)));
  return [...codes].sort().map((code, index) => [code, [index % columns, Math.floor(index / columns)]]);
}

/** A name in at most two lines. */
export function lines(name: string): string[] {
  const words = name.split(' ');
  if (words.length === 1) return words;
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(' '), words.slice(middle).join(' ')];
}

/** The largest letters with which `text` still fits; the face is about 0.6 of its size wide. */
export const fittingSize = (text: string, room: number, largest: number, smallest: number): number =>
  Math.max(smallest, Math.min(largest, room / (Math.max(1, text.length) * 0.6)));
