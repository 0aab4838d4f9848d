import { valueText } from '../registry/value';
import type { Batch, CheckedCell, CheckedRow, Said, Severity } from './api';
import { graver } from './said';

/** A column of the result: where it stands in the file, its heading, and what it was taken as. */
export interface ResultColumn {
  index: number;
  heading: string;
  target: string;
}

/** The columns that were used, in the order of the file. */
export function columnsOf({ settings, detection }: Pick<Batch, 'settings' | 'detection'>): ResultColumn[] {
  const headings = headingsOf({ settings, detection });
  return settings.columns
    .filter(({ field }) => field !== null && !field.startsWith('ignore.'))
    .map(({ index, field }) => ({ index, heading: headings.get(index) ?? '', target: field! }));
}

export function headingsOf({
  settings,
  detection,
}: Pick<Batch, 'settings' | 'detection'>): Map<number, string> {
  const found = new Map(
    (detection?.columns ?? []).map(({ index, heading, letter }) => [index, heading || letter]),
  );
  for (const { index, heading } of settings.columns) if (heading) found.set(index, heading);
  return found;
}

export interface Note {
  index: number;
  severity: Severity;
  key: string;
  params: Said['params'];
}

/** Everything there is to say about the cells of a row, the gravest first. */
export function notesOf(row: CheckedRow): Note[] {
  const notes: Note[] = [];
  for (const { index, severity, key, params, remarks } of row.cells) {
    if (key) notes.push({ index, severity, key, params: params ?? {} });
    for (const remark of remarks) notes.push({ index, ...remark });
  }
  return notes.sort((a, b) => graver(a.severity, b.severity));
}

/** What was read from a cell, as people write it; `place` tells an area's name. */
export function readText(cell: CheckedCell, place: (code: string) => string): string {
  const one = (field: string, text: string): string =>
    field === 'place.village' || field === 'place.district' ? place(text) : valueText(field, text);
  const also = cell.also.map(({ field, text }) => one(field, text));
  return [cell.text === '' ? '' : one(cell.field, cell.text), ...also].filter(Boolean).join(' · ');
}
