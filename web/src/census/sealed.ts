/** What the server says of one line of a sealed file. */
export interface SealedLine {
  line: number;
  kind: string;
  id: string;
  status: number;
  type: string;
  conflicts: string[];
}
/** What is sent again gets the reply of the first time, so nobody can tell what came before: it is there. */
export type SealedResult = 'received' | 'conflict' | 'refused';

/** Each line of the answer; one that is cut off in the middle is left out: its sending is repeated as it was. */
export function linesOf(answer: string): SealedLine[] {
  return answer.split('\n').flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      const said = JSON.parse(text) as Partial<SealedLine>;
      const { kind = '', id = '', status = 0, type = '', line = index + 1, conflicts = [] } = said;
      return { kind, id, status, type, line, conflicts };
    } catch {
      return [];
    }
  });
}

export function resultOf({ status, conflicts }: Pick<SealedLine, 'status' | 'conflicts'>): SealedResult {
  if (status < 200 || status >= 300) return 'refused';
  return conflicts.length > 0 ? 'conflict' : 'received';
}

export function countResults(lines: readonly SealedLine[]): Record<SealedResult, number> {
  const counts = { received: 0, conflict: 0, refused: 0 };
  for (const line of lines) counts[resultOf(line)]++;
  return counts;
}
