import { Client, Refused, type Problem } from '../src/base/client';
import type { Business, Fact } from '../src/registry/api';
import type { Batch, CheckedCell, CheckedRow } from '../src/intake/api';

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

type Answer = Response | ((sent: Sent) => Response | Promise<Response>);

/** A client whose requests are kept in `sent` and answered in turn; the last answer is given again and again. */
export function clientOf(...answers: Answer[]): { client: Client; sent: Sent[] } {
  const sent: Sent[] = [];
  const request = (async (path: string, init: RequestInit = {}) => {
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError');
    const one: Sent = {
      method: init.method ?? 'GET',
      path: String(path).replace('/api/v1', ''),
      headers: (init.headers ?? {}) as Record<string, string>,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    sent.push(one);
    const answer = answers[Math.min(sent.length, answers.length) - 1]!;
    return typeof answer === 'function' ? answer(one) : answer.clone();
  }) as typeof fetch;
  return { client: new Client('/api/v1', request, async () => {}), sent };
}

export const json = (body: unknown, status = 200): Response => Response.json(body, { status });

export const refusal = (type: string, status: number, faults: Problem['faults'] = []): Response =>
  Response.json({ type, status, detail: '', faults, request: 'r1' }, { status });

export const offline = (): never => {
  throw new TypeError('no network');
};

export async function problemFrom(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.problem;
  }
  throw new Error('was not refused');
}

export function fact(
  id: string,
  day: string,
  values: Record<string, string>,
  more: Partial<Fact> = {},
): Fact {
  return {
    id,
    day,
    recorded_at: Date.parse(day),
    actor_name: 'Retno',
    reason: '',
    source: { kind: 'form', label: 'Isian kantor', batch: null, row: null },
    withdrawn: false,
    business: 'b1',
    values: Object.entries(values).map(([field, text]) => ({ field, text, masked: text.includes('*') })),
    ...more,
  };
}

export function business(facts: Fact[], more: Partial<Business> = {}): Business {
  const values = facts.flatMap((one) =>
    one.values.map((value) => ({
      ...value,
      fact: one.id,
      day: one.day,
      source: one.source.label,
    })),
  );
  return {
    id: 'b1',
    restricted: false,
    regency: '3316',
    version: 4,
    name: 'Warung Bu Sri',
    status: 'verified',
    class: 'micro',
    since: '2021-12-31',
    updated_at: 0,
    village_name: 'Beran',
    district_name: 'Blora',
    values,
    kbli: [],
    owners: [],
    classes: [],
    facts,
    merged: [],
    merged_into: null,
    ...more,
  };
}

/** As the server fills them in before anybody has chosen. */
export const settings = (more: Partial<Batch['settings']> = {}): Batch['settings'] => ({
  source: '',
  sheet: 0,
  header_row: 4,
  as_of: '2023-01-01',
  sales_period: 'ask',
  district: null,
  columns: [],
  ...more,
});

export function batch(more: Partial<Batch> = {}): Batch {
  const column = (index: number, heading: string, field: string | null, confidence: number) => ({
    index,
    letter: String.fromCharCode(65 + index),
    heading,
    field,
    confidence,
    why: 'heading' as const,
    samples: ['1', '2'],
  });
  return {
    id: 'x',
    regency: '3316',
    file: 'Pendataan Cepu 2023.csv',
    bytes: 100,
    source: '',
    state: 'mapping',
    kind: 'businesses',
    progress: null,
    counts: null,
    created_at: 0,
    actor_name: 'Retno',
    committed_at: null,
    undone_at: null,
    sha256: '',
    refusal: null,
    detection: {
      kind: 'businesses',
      encoding: 'UTF-8',
      delimiter: ';',
      sheets: [
        { name: 'Lembar1', hidden: false },
        { name: 'Lembar2', hidden: false },
      ],
      sheet: 0,
      list_sheets: [0],
      confidence: 97,
      oddities: [],
      header_row: 4,
      header_rows: 1,
      title: 'DATA UMKM',
      titles: ['DATA UMKM', 'TAHUN 2022'],
      rows: 60,
      columns: [
        column(0, 'NO', 'ignore.sequence', 100),
        column(1, 'NAMA PEMILIK', 'owner.name', 97),
        column(2, 'OMZET', 'measure.sales', 72),
        column(3, 'KET', null, 0),
      ],
    },
    settings: settings(),
    ...more,
  };
}

export function checkedRow(row: number, cells: Partial<CheckedCell>[]): CheckedRow {
  return {
    number: row,
    row,
    sheet: 0,
    verdict: 'new',
    reason: null,
    business: null,
    kbli: null,
    cells: cells.map((cell, index) => ({
      index,
      original: '',
      field: '',
      text: '',
      severity: 'ok' as const,
      also: [],
      remarks: [],
      ...cell,
    })),
  };
}
