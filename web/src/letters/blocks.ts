/** A paragraph, or lines of the form "Nama usaha : Keripik Sari" that stand under each other. */
export type Block = { text: string } | { pairs: [string, string][] };

/** The body of a letter as it is laid out: an empty line begins a new block. */
export function blocksOf(body: string): Block[] {
  return body
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split('\n').map((line) => line.split(' : '));
      const paired = lines.every((parts) => parts.length > 1);
      if (!paired) return { text: block };
      return { pairs: lines.map(([name = '', ...rest]) => [name, rest.join(' : ')] as [string, string]) };
    });
}
