import { classOf, isCounted, masked, today } from './businesses.mjs';

const fold = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const has = {
  nik: (b) => b.nik,
  phone: (b) => b.phone,
  village: (b) => b.village,
  nib: (b) => b.nib,
  sales: (b) => b.sales !== null,
  trade: (b) => b.trade !== 'unknown',
};

function matches(one, q) {
  const number = q.replace(/[\s.-]/g, '');
  if (/^\+?\d{10,16}$/.test(number))
    return [one.nik, one.nib, one.phone, one.phone?.replace('+62', '0')].includes(number);
  const text = ` ${fold(`${one.name} ${one.owner}`)}`;
  return fold(q)
    .split(' ')
    .every((word) => text.includes(` ${word}`));
}

export function filtered(businesses, query) {
  const wanted = ['district', 'village', 'trade', 'class'].filter((name) => query.get(name));
  const q = query.get('q');
  return businesses.filter((one) => {
    if (query.get('status') ? one.status !== query.get('status') : !isCounted(one)) return false;
    if (wanted.some((name) => one[name] !== query.get(name))) return false;
    if (query.get('coached') && !one.agency) return false;
    if (query.get('flagship') && !one.flagship) return false;
    if (query.get('missing') && has[query.get('missing')](one)) return false;
    return !q || matches(one, q);
  });
}

export function list({ businesses, areas }, query) {
  const limit = Math.min(200, Number(query.get('limit')) || 50);
  const from = Number(query.get('cursor')) || 0;
  const found = filtered(businesses, query);
  const byName = (a, b) => fold(a.name).localeCompare(fold(b.name)) || a.id.localeCompare(b.id);
  found.sort(
    query.get('sort') === 'newest' ? (a, b) => b.since.localeCompare(a.since) || byName(a, b) : byName,
  );
  return {
    items: found.slice(from, from + limit).map((one) => row(one, areas)),
    next: from + limit < found.length ? String(from + limit) : null,
    count: { value: Math.min(found.length, 9999), capped: found.length > 9999 },
  };
}

function row(one, areas) {
  return {
    id: one.id,
    regency: one.regency,
    name: one.name,
    owner: one.owner,
    trade: one.trade,
    class: one.class,
    status: one.status,
    village: one.village,
    village_name: areas.get(one.village)?.name ?? null,
    district: one.district,
    district_name: areas.get(one.district)?.name ?? null,
    nik: masked.nik(one.nik),
    phone: masked.phone(one.phone),
    nib: one.nib,
    coached: Boolean(one.agency),
    flagship: one.flagship,
    updated_at: one.updated_at,
  };
}

/** Everything said about a business, as facts: the list it came from, a later survey, and what forms added. */
export function factsOf(one) {
  const said = (pairs) =>
    pairs
      .filter(([, text]) => text !== null && text !== '' && text !== undefined)
      .map(([field, text]) => ({ field, text: String(text) }));
  const batch =
    '018d5b2f00007000800000000000000' +
    (one.source.includes('OSS') ? '3' : one.source.includes('2022') ? '2' : '1');
  const facts = [
    {
      id: one.id.replace(/^.{2}/, 'f1'),
      day: one.since,
      recorded_at: Date.UTC(2022, 1, 3, 2, 14),
      actor_name: 'Retno Widyastuti',
      reason: '',
      withdrawn: false,
      source: {
        kind: 'batch',
        label: one.source.replace(/\.\w+$/, ''),
        batch,
        row: one.row,
      },
      values: said([
        ['business.name', one.name],
        ['owner.name', one.owner],
        ['owner.nik', one.nik],
        ['business.trade', one.trade],
        ['business.activity', one.activity],
        ['place.village', one.village],
        ['place.district', one.district],
        ['place.rt', '02'],
        ['place.rw', '01'],
        ['contact.phone', one.phone],
        ['status', 'claimed'],
      ]),
    },
    {
      id: one.id.replace(/^.{2}/, 'f2'),
      day: one.since > '2023-06-20' ? one.since : '2023-06-20',
      recorded_at: Date.UTC(2023, 5, 21, 4, 40),
      actor_name: 'Joko Setyawan',
      reason: '',
      withdrawn: false,
      source: { kind: 'form', label: 'Kunjungan lapangan', batch: null, row: null },
      values: said([
        ['status', one.status],
        ['owner.sex', one.female ? 'female' : 'male'],
        ['owner.birth_day', one.birth],
        ['measure.sales', one.sales],
        ['measure.capital', one.capital],
        ['measure.workers', one.workers],
        ['business.nib', one.nib],
        ['coaching.agency', one.agency],
        ['coaching.since', one.agency && '2023-03-01'],
        ['flagship', one.flagship ? 'yes' : null],
        ['flagship.reason', one.flagship ? 'Produk khas daerah, memasok tiga kabupaten' : null],
      ]),
    },
    ...one.extra,
  ];
  return facts.filter((fact) => fact.values.length > 0);
}

const personal = new Set([
  'owner.name',
  'owner.nik',
  'owner.family_card',
  'owner.birth_day',
  'owner.birth_place',
  'contact.phone',
  'contact.email',
  'measure.sales',
  'measure.capital',
  'measure.assets',
  'business.npwp',
]);
const shownPlain = new Set(['owner.name']);

function mask(field, text) {
  if (!personal.has(field) || shownPlain.has(field)) return { text, masked: false };
  if (field === 'owner.nik' || field === 'owner.family_card') return { text: masked.nik(text), masked: true };
  if (field === 'contact.phone') return { text: masked.phone(text), masked: true };
  if (field.startsWith('measure.')) return { text: '***', masked: true };
  if (field === 'owner.birth_day') return { text: masked.day(text), masked: true };
  return { text: masked.name(text), masked: true };
}

function currentValues(facts) {
  const current = new Map();
  for (const fact of facts.filter((one) => !one.withdrawn))
    for (const { field, text } of fact.values) {
      const key = field.startsWith('contact.') || field.startsWith('licence.') ? field + text : field;
      current.set(key, { field, text, fact: fact.id, day: fact.day, source: fact.source.label });
    }
  return [...current.values()];
}

export function page({ businesses, areas }, one) {
  const facts = factsOf(one).sort((a, b) => a.day.localeCompare(b.day));
  const others = businesses.filter((other) => other !== one && other.nik && other.nik === one.nik);
  const sameOwner = others.length
    ? others
    : businesses.filter(
        (other) => other !== one && other.owner === one.owner && other.village === one.village && one.village,
      );
  return {
    id: one.id,
    regency: one.regency,
    version: one.version,
    name: one.name,
    status: one.status,
    class: one.class,
    since: one.since,
    updated_at: one.updated_at,
    village_name: areas.get(one.village)?.name ?? '',
    district_name: areas.get(one.district)?.name ?? '',
    values: currentValues(facts).map((value) => ({ ...value, ...mask(value.field, value.text) })),
    owners: [
      {
        person: one.id,
        name: one.owner,
        nik: masked.nik(one.nik),
        since: one.since,
        others: sameOwner.slice(0, 4).map(({ id, name }) => ({ id, name })),
      },
    ],
    classes: classesOf(one),
    facts: facts.reverse().map((fact) => ({
      ...fact,
      values: fact.values.map(({ field, text }) => ({ field, ...mask(field, text) })),
    })),
    merged: one.merged,
    merged_into: one.merged_into,
  };
}

function classesOf({ sales, capital, workers }) {
  const old = (amount, limits) =>
    ['micro', 'small', 'medium', 'large'][limits.filter((limit) => amount > limit).length];
  const all = [];
  const add = (rule_set, title, source, measure, amount, sizeClass) =>
    all.push({
      rule_set,
      title,
      source,
      measure,
      amount: measure === 'workers' ? amount : null,
      class: sizeClass,
      governs: rule_set === 'pp7_2021' && !all.some((one) => one.governs),
    });
  if (sales !== null)
    add('pp7_2021', 'PP 7/2021', 'PP 7/2021 Pasal 35 ayat (5)', 'sales', sales, classOf(sales, null));
  if (capital !== null)
    add('pp7_2021', 'PP 7/2021', 'PP 7/2021 Pasal 35 ayat (3)', 'capital', capital, classOf(null, capital));
  if (sales !== null)
    add('uu20_2008', 'UU 20/2008', 'UU 20/2008 Pasal 6', 'sales', sales, old(sales, [3e8, 2.5e9, 5e10]));
  if (workers !== null)
    add('bps_workers', 'BPS, tenaga kerja', 'Konsep BPS', 'workers', workers, old(workers, [4, 19, 99]));
  return all;
}

export function plainValues(one) {
  return currentValues(factsOf(one))
    .filter(({ field }) => personal.has(field))
    .map(({ field, text }) => ({ field, text }));
}

const columns = {
  'business.name': 'name',
  'owner.name': 'owner',
  'business.trade': 'trade',
  status: 'status',
  'business.nib': 'nib',
  'owner.nik': 'nik',
  'contact.phone': 'phone',
  'coaching.agency': 'agency',
  'place.village': 'village',
};

/** Adds what a form says; returns faults instead if something in it cannot be right. */
export function addFact(one, id, { day, values, reason }) {
  const faults = faultsOf(day, values);
  if (faults.length) return faults;
  one.extra.push({
    id,
    day,
    recorded_at: Date.now(),
    actor_name: 'Retno Widyastuti',
    reason: reason ?? '',
    withdrawn: false,
    values,
    source: { kind: 'form', label: 'Isian kantor', batch: null, row: null },
  });
  for (const { field, text } of values) {
    if (columns[field]) one[columns[field]] = text;
    if (field === 'measure.sales') one.sales = Number(text);
    if (field === 'measure.capital') one.capital = Number(text);
    if (field === 'flagship') one.flagship = text === 'yes';
    if (field === 'place.village') one.district = text.slice(0, 6);
  }
  one.class = classOf(one.sales, one.capital);
  one.version += 1;
  one.updated_at = Date.now();
  return [];
}

export function faultsOf(day, values) {
  const faults = [];
  if (day > today) faults.push({ path: 'day', key: 'registry.future_day' });
  for (const { field, text } of values) {
    if (field === 'owner.nik' && !/^\d{16}$/.test(text))
      faults.push({ path: field, key: 'registry.nik_length' });
    if (field === 'business.nib' && !/^\d{13}$/.test(text))
      faults.push({ path: field, key: 'registry.nib_length' });
    if (field === 'contact.phone' && !/^\+62\d{8,13}$/.test(text))
      faults.push({ path: field, key: 'registry.phone_length' });
  }
  return faults;
}

export function newBusiness(id, { day, values }) {
  const text = (field) => values.find((value) => value.field === field)?.text ?? null;
  return {
    id,
    regency: '3316',
    version: 1,
    name: text('business.name') ?? text('owner.name'),
    owner: text('owner.name') ?? '',
    female: false,
    birth: null,
    trade: text('business.trade') ?? 'unknown',
    activity: text('business.activity') ?? '',
    village: text('place.village'),
    district: text('place.village')?.slice(0, 6) ?? null,
    sales: null,
    capital: null,
    workers: null,
    class: 'unknown',
    status: text('status') ?? 'claimed',
    nik: text('owner.nik'),
    nib: text('business.nib'),
    phone: text('contact.phone'),
    agency: null,
    flagship: false,
    since: day,
    source: 'Isian kantor',
    row: null,
    extra: [],
    merged: [],
    merged_into: null,
    updated_at: Date.now(),
  };
}

export function csv(found, areas) {
  const head = 'Nama usaha;Pemilik;Bidang;Kecamatan;Desa;NIB';
  return [
    head,
    ...found.map((one) =>
      [one.name, one.owner, one.trade, areas.get(one.district)?.name, areas.get(one.village)?.name, one.nib]
        .map((cell) => cell ?? '')
        .join(';'),
    ),
  ].join('\r\n');
}
