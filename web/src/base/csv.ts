import { saveFile } from './save-file';

type Cell = string | number;

/** A table as spreadsheets set to Indonesian open it: semicolons, and no text that would be run as a formula. */
export function csvOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  return [heads, ...rows].map((row) => row.map(cell).join(';')).join('\r\n') + '\r\n';
}

export const saveTable = (name: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): void =>
  saveFile(`${name}.csv`, new Blob(['\uFEFF', csvOf(heads, rows)], { type: 'text/csv' }));
