import { fold } from '../base/fold';
import { dayInTitles } from './title-day';
import type { Batch, Column, Detection, PreviewRow, Settings } from './api';

/** Fields of which a list may have several columns: each adds a value. */
const several = /^(contact\.|licence\.|ignore\.|business\.kbli$|composite\.licence)/;
const samples_max = 4;

/** What a column can hold beside one field: several values in one cell, or nothing that is kept. */
export const composites = [
  'composite.birth',
  'composite.rt_rw',
  'composite.names',
  'composite.sex_male',
  'composite.sex_female',
  'composite.village_district',
  'composite.coordinates',
  'composite.licences',
  'composite.licence_from',
  'composite.licence_until',
  'ignore.sequence',
  'ignore.area',
  'ignore.year',
] as const;

export type MappingFault = 'no_name' | 'twice' | 'sales_period' | 'source' | 'as_of';

const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

const same = (a: string, b: string): boolean => fold(a).trim() === fold(b).trim();

/** The row that looks like headings in a sheet nobody has looked at yet: the first that is nearly as wide as any. */
export function guessHeader(rows: readonly PreviewRow[]): number {
  const filled = (row: PreviewRow) => row.cells.filter((cell) => cell.trim() !== '').length;
  const widest = Math.max(0, ...rows.map(filled));
  return rows.find((row) => filled(row) >= widest * 0.7)?.row ?? 1;
}

/** The columns under another header row; a heading that was recognised before keeps its field. */
export function columnsUnder(
  rows: readonly PreviewRow[],
  header: number,
  before: readonly Column[],
): Column[] {
  const headings = rows.find((row) => row.row === header)?.cells ?? [];
  const below = rows.filter((row) => row.row > header);
  return headings.map((heading, index) => {
    const known = before.find((column) => column.heading !== '' && same(column.heading, heading));
    return {
      index,
      letter: letterOf(index),
      heading,
      field: known?.field ?? null,
      confidence: known?.confidence ?? 0,
      why: known?.why ?? 'heading',
      samples: below
        .map((row) => row.cells[index] ?? '')
        .filter(Boolean)
        .slice(0, samples_max),
    };
  });
}

/** How the columns of a file become fields, and what must be known about the file besides. */
export class Mapping {
  sheet = $state(0);
  header = $state(1);
  columns = $state<Column[]>([]);
  source = $state('');
  asOf = $state('');
  salesPeriod = $state<Settings['sales_period']>('ask');
  district = $state<string | null>(null);
  tried = $state(false);
  /** The day that stands in the titles of the list, or "". */
  readonly titleDay: string;
  readonly #detection: Detection;

  constructor({ detection, settings, counts, file }: Batch, today: string) {
    this.#detection = detection!;
    this.sheet = settings.sheet;
    this.header = settings.header_row;
    this.columns = detection!.columns.map((column) => ({ ...column, field: chosenField(settings, column) }));
    this.source = settings.source || file.replace(/\.\w+$/, '');
    // The server puts the day of upload there; only the list or a person can say what day it speaks of.
    this.titleDay = dayInTitles(detection!.titles, today);
    this.asOf = counts ? settings.as_of : this.titleDay;
    this.salesPeriod = settings.sales_period;
    this.district = settings.district;
  }

  get isMoved(): boolean {
    return this.sheet !== this.#detection.sheet || this.header !== this.#detection.header_row;
  }

  get hasSales(): boolean {
    return this.columns.some((column) => column.field === 'measure.sales');
  }

  /** Fields given to more than one column though a business has only one value of them. */
  get doubled(): Set<string> {
    const chosen = this.columns.map((column) => column.field).filter((field) => field !== null);
    return new Set(chosen.filter((field, index) => chosen.indexOf(field) !== index && !several.test(field)));
  }

  get faults(): MappingFault[] {
    const found: MappingFault[] = [];
    const has = (field: string) => this.columns.some((column) => column.field === field);
    if (!['business.name', 'owner.name', 'composite.names'].some(has)) found.push('no_name');
    if (this.doubled.size > 0) found.push('twice');
    if (this.hasSales && this.salesPeriod === 'ask') found.push('sales_period');
    if (this.source.trim() === '') found.push('source');
    if (this.asOf === '') found.push('as_of');
    return found;
  }

  moveHeader(rows: readonly PreviewRow[], header: number): void {
    this.header = header;
    const found = this.#detection.columns;
    this.columns = this.isMoved ? columnsUnder(rows, header, found) : found.map((column) => ({ ...column }));
  }

  moveSheet(rows: readonly PreviewRow[], sheet: number): void {
    this.sheet = sheet;
    this.moveHeader(rows, sheet === this.#detection.sheet ? this.#detection.header_row : guessHeader(rows));
  }

  settings(): Settings {
    return {
      sheet: this.sheet,
      header_row: this.header,
      source: this.source.trim(),
      as_of: this.asOf,
      sales_period: this.hasSales ? this.salesPeriod : 'year',
      district: this.district,
      columns: this.columns.map(({ index, heading, field }) => ({ index, heading, field })),
    };
  }
}

function chosenField(settings: Batch['settings'], column: Column): string | null {
  const chosen = settings.columns.find((one) => one.index === column.index);
  return chosen ? chosen.field : column.field;
}

/** How sure a proposal is, in three steps that people can act on. */
export function certainty(column: Column): 'sure' | 'look' | 'none' {
  if (column.field === null || column.confidence === 0) return 'none';
  return column.confidence >= 90 ? 'sure' : 'look';
}
