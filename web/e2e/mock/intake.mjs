import { createHash } from 'node:crypto';
import { today } from './businesses.mjs';
import { checks, fieldOfHeading, headerRow } from './checks.mjs';
import { parse } from './csv.mjs';

const verdicts = [
  'new',
  'update',
  'same',
  'duplicate_in_file',
  'doubtful',
  'rejected',
  'quarantined',
  'skipped',
];
const reading_ms = 500;
const checking_ms = 900;

export function receive(regency, id, file, body) {
  const batch = {
    id,
    regency,
    file,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    source: '',
    state: 'reading',
    progress: { phase: 'reading', done: 0, total: body.length },
    created_at: Date.now(),
    actor_name: 'Retno Widyastuti',
    committed_at: null,
    undone_at: null,
    refusal: null,
    detection: null,
    settings: null,
    counts: null,
  };
  return { batch, body, rows: [], results: [], since: Date.now(), then: () => detect };
}

/** Moves a batch on by the clock, as the server's job does; called whenever somebody looks. */
export function advance(entry, context) {
  const { batch } = entry;
  const age = Date.now() - entry.since;
  if (batch.state === 'reading' && age > reading_ms) detect(entry);
  if (batch.state === 'checking') move(entry, age, 'checked', () => check(entry, context));
  if (batch.state === 'committing') move(entry, age, 'committed', () => (batch.committed_at = Date.now()));
  if (batch.state === 'undoing') move(entry, age, 'undone', () => (batch.undone_at = Date.now()));
  return batch;
}

function move(entry, age, state, finish) {
  const { batch } = entry;
  if (age < checking_ms)
    batch.progress = {
      phase: batch.state,
      done: Math.round((age / checking_ms) * entry.rows.length),
      total: entry.rows.length,
    };
  else {
    finish();
    batch.state = state;
    batch.progress = null;
  }
}

export function begin(entry, state) {
  entry.batch.state = state;
  entry.batch.progress = { phase: state, done: 0, total: entry.rows.length };
  entry.since = Date.now();
}

function detect(entry) {
  const { batch, body } = entry;
  batch.progress = null;
  const name = batch.file.toLowerCase();
  const refused = (kind, key, params = {}) => {
    batch.state = 'refused';
    batch.refusal = { key, params };
    batch.detection = {
      ...detection(entry, kind),
      title: (entry.rows[0] ?? []).join(' ').trim(),
      columns: [],
    };
  };
  entry.rows = body[0] === 0x50 && body[1] === 0x4b ? [] : parse(body.toString('utf8')).rows;
  if (entry.rows.length === 0) return refused('empty', 'intake.empty');
  if (/rekap|jumlah/.test(name))
    return refused('aggregate', 'intake.is_aggregate', {
      rows: 'district',
      measures: 'MIKRO, KECIL, MENENGAH',
    });
  if (/harga/.test(name)) return refused('prices', 'intake.is_prices');
  batch.detection = detection(entry, 'businesses');
  batch.settings = {
    source: batch.file.replace(/\.\w+$/, '').replace(/[_-]+/g, ' '),
    as_of: today,
    sales_period: 'ask',
    district: null,
    sheet: 0,
    header_row: batch.detection.header_row,
    columns: batch.detection.columns.map(({ index, field }) => ({ index, field })),
  };
  batch.state = 'mapping';
}

function detection(entry, kind) {
  const header = headerRow(entry.rows);
  const head = entry.rows[header - 1] ?? [];
  const below = entry.rows.slice(header);
  return {
    kind,
    encoding: 'UTF-8',
    delimiter: entry.rows.length ? parse(entry.body.toString('utf8')).delimiter : null,
    sheets: [{ name: entry.batch.file, hidden: false }],
    sheet: 0,
    header_row: header,
    header_rows: 1,
    title: header > 1 ? entry.rows[0].filter(Boolean).join(' ') : '',
    titles: entry.rows
      .slice(0, header - 1)
      .map((cells) => cells.filter(Boolean).join(' '))
      .filter(Boolean),
    rows: below.length,
    columns: head.map((heading, index) => {
      const field = fieldOfHeading(heading);
      return {
        index,
        letter: String.fromCharCode(65 + index),
        heading,
        field,
        confidence: field ? (/^(nik|nama pemilik|desa)/i.test(heading) ? 99 : 86) : 0,
        why: field ? 'heading' : 'content',
        samples: below
          .map((cells) => cells[index])
          .filter(Boolean)
          .slice(0, 4),
      };
    }),
  };
}

function check(entry, context) {
  const { batch, rows } = entry;
  const seen = new Map();
  entry.results = rows
    .slice(batch.settings.header_row)
    .map((cells, index) =>
      judge(cells, index + batch.settings.header_row + 1, batch.settings, context, seen),
    );
  batch.counts = {
    rows: entry.results.length,
    ...Object.fromEntries(
      verdicts.map((verdict) => [verdict, entry.results.filter((one) => one.verdict === verdict).length]),
    ),
  };
}

function judge(cells, row, settings, context, seen) {
  const results = cells.map((original, index) => readCell(original, index, settings, context));
  const text = (field) => results.find((one) => one.field === field)?.text ?? '';
  const give = (verdict, key = null, business = null) => ({
    number: row,
    row,
    verdict,
    reason: key && { key, params: {} },
    business,
    cells: results,
  });
  if (/^(jumlah|total)/i.test(cells.find(Boolean) ?? '')) return give('skipped', 'intake.row_subtotal');
  if (!text('owner.name') && !text('business.name')) return give('rejected', 'intake.row_without_name');
  const identity = `${text('owner.nik')}|${text('owner.name')}|${text('business.name')}`.toLowerCase();
  if (seen.has(identity)) return give('duplicate_in_file', 'intake.duplicate_same');
  seen.set(identity, row);
  const known = text('owner.nik') && context.businesses.find((one) => one.nik === text('owner.nik'));
  if (known) return give('update', null, known.id);
  if (row % 17 === 0) return give('doubtful', null, context.businesses[row].id);
  if (row % 23 === 0) return give('same', 'intake.said_before', context.businesses[row].id);
  return give('new');
}

/** A cell as the server tells it: without a field where nothing was read. */
function readCell(original, index, settings, context) {
  const target = settings.columns.find((column) => column.index === index)?.field ?? '';
  if (target === '' || target.startsWith('ignore.'))
    return { index, original, field: '', text: '', severity: 'ok', also: [], remarks: [] };
  const plain = (value) => ({ text: value, severity: 'ok', key: null });
  const { text, severity, key, params } = (checks[target] ?? plain)(original, settings, context);
  const cell = { index, original, field: text === '' ? '' : target, text, severity, also: [], remarks: [] };
  return key ? { ...cell, key, params: params ?? {} } : cell;
}

export function rowsOf(entry, query) {
  const from = Number(query.get('cursor')) || 0;
  const limit = Number(query.get('limit')) || 50;
  const found = entry.results.filter(
    (one) =>
      (!query.get('verdict') || one.verdict === query.get('verdict')) &&
      (!query.get('key') ||
        one.cells.some((cell) => cell.key === query.get('key')) ||
        one.reason?.key === query.get('key')),
  );
  return {
    items: found.slice(from, from + limit),
    next: from + limit < found.length ? String(from + limit) : null,
    count: { value: found.length, capped: false },
  };
}

export function issuesOf(entry) {
  const found = new Map();
  for (const one of entry.results)
    for (const cell of one.cells.filter((cell) => cell.key)) {
      const field = entry.batch.settings.columns.find((column) => column.index === cell.index)?.field ?? '';
      const before = found.get(cell.key + field) ?? {
        key: cell.key,
        severity: cell.severity,
        field,
        count: 0,
        example_row: one.row,
      };
      found.set(cell.key + field, { ...before, count: before.count + 1 });
    }
  return { items: [...found.values()].sort((a, b) => b.count - a.count) };
}

export const previewOf = (entry, from, limit) => ({
  rows: entry.rows.slice(from - 1, from - 1 + limit).map((cells, index) => ({ row: from + index, cells })),
});

export function rejectedOf(entry) {
  const head = entry.rows.slice(0, entry.batch.settings.header_row);
  const bad = entry.results
    .filter((one) => one.verdict === 'rejected')
    .map((one) => [...entry.rows[one.row - 1], one.reason?.key ?? '']);
  return [...head, ...bad].map((cells) => cells.join(';')).join('\r\n');
}

/** Lists of earlier months, so that the screens have a past. */
export function pastBatches() {
  const past = [
    [
      '1',
      'Daftar BPUM 2021.xlsx',
      'committed',
      9214,
      {
        new: 8733,
        update: 120,
        same: 0,
        duplicate_in_file: 214,
        doubtful: 41,
        rejected: 87,
        quarantined: 0,
        skipped: 19,
      },
    ],
    [
      '2',
      'Pendataan kecamatan 2022.xlsx',
      'committed',
      5120,
      {
        new: 2610,
        update: 1904,
        same: 322,
        duplicate_in_file: 92,
        doubtful: 77,
        rejected: 96,
        quarantined: 0,
        skipped: 19,
      },
    ],
    [
      '3',
      'Daftar OSS Desember 2022.csv',
      'checked',
      4210,
      {
        new: 311,
        update: 3602,
        same: 214,
        duplicate_in_file: 12,
        doubtful: 38,
        rejected: 33,
        quarantined: 0,
        skipped: 0,
      },
    ],
    ['4', 'Rekap UMKM per kecamatan.xlsx', 'refused', 18, null],
    [
      '5',
      'Peserta bazar 2023.csv',
      'undone',
      84,
      {
        new: 70,
        update: 9,
        same: 0,
        duplicate_in_file: 2,
        doubtful: 1,
        rejected: 2,
        quarantined: 0,
        skipped: 0,
      },
    ],
  ];
  return past.map(([last, file, state, rows, counts], index) => ({
    batch: {
      id: `018d5b2f00007000800000000000000${last}`,
      regency: '3316',
      file,
      bytes: rows * 148,
      sha256: '0'.repeat(64),
      source: file.replace(/\.\w+$/, ''),
      state,
      kind: state === 'refused' ? 'aggregate' : 'businesses',
      progress: null,
      created_at: Date.UTC(2023, 1 + index * 2, 3, 2, 14),
      actor_name: index % 2 ? 'Joko Setyawan' : 'Retno Widyastuti',
      committed_at: ['committed', 'undone'].includes(state) ? Date.UTC(2023, 1 + index * 2, 3, 2, 31) : null,
      undone_at: state === 'undone' ? Date.UTC(2023, 11, 4, 3, 2) : null,
      refusal: state === 'refused' ? { key: 'intake.is_aggregate', params: { title: file } } : null,
      detection: {
        kind: state === 'refused' ? 'aggregate' : 'businesses',
        encoding: 'UTF-8',
        delimiter: ';',
        sheets: [{ name: 'Lembar1', hidden: false }],
        sheet: 0,
        header_row: 5,
        header_rows: 1,
        title: '',
        rows,
        columns: [],
      },
      settings: {
        source: file.replace(/\.\w+$/, ''),
        as_of: '2022-12-31',
        sales_period: 'year',
        district: null,
        sheet: 0,
        header_row: 5,
        columns: [],
      },
      counts: counts && { rows, ...counts },
    },
    body: Buffer.from(''),
    rows: [],
    results: [],
    since: 0,
  }));
}
