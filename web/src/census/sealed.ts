/** What the server says of one line of a sealed file. */
export interface SealedLine {
  line: number;
  kind: string;
  id: string;
  status: number;
  type: string;
}
export type SealedResult = 'received' | 'known' | 'refused';

/** Each line of the answer; one that is cut off in the middle is left out: its sending is repeated as it was. */
export function linesOf(answer: string): SealedLine[] {
  return answer.split('\n').flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      const {
        kind = '',
        id = '',
        status = 0,
        type = '',
        line = index + 1,
      } = JSON.parse(text) as Partial<SealedLine>;
      return { kind, id, status, type, line };
    } catch {
      return [];
    }
  });
}

export const resultOf = ({ status }: Pick<SealedLine, 'status'>): SealedResult =>
  status === 201 ? 'received' : status >= 200 && status < 300 ? 'known' : 'refused';

export function countResults(lines: readonly SealedLine[]): Record<SealedResult, number> {
  const counts = { received: 0, known: 0, refused: 0 };
  for (const line of lines) counts[resultOf(line)]++;
  return counts;
}
