import { brands, last, men, trades, women } from './names.mjs';
import { digits, hex, random } from './random.mjs';

export const regency = '3316';
export const today = '2024-01-31';

/** District: share of all businesses, share that was checked in the field. */
const districts = {
  331609: [2410, 88],
  331605: [2268, 84],
  331608: [1394, 81],
  331602: [1356, 71],
  331613: [1312, 74],
  331612: [1288, 79],
  331604: [1163, 72],
  331614: [1142, 58],
  331611: [1097, 73],
  331610: [1021, 80],
  331601: [874, 54],
  331607: [812, 76],
  331603: [792, 52],
  331616: [748, 69],
  331606: [689, 78],
  331615: [576, 75],
};
const counted_now = 13652;
const counted_year_before = 13265;
const gone = 640;
const sources = ['Daftar BPUM 2021.xlsx', 'Pendataan kecamatan 2022.xlsx', 'Daftar OSS Desember 2022.csv'];

/** The made-up registry of Blora: as many businesses as the regency reports, none of them real. */
export function makeBusinesses(areas) {
  const rnd = random(331609);
  const villages = {};
  for (const area of areas.values()) if (area.level === 4) (villages[area.parent] ??= []).push(area.code);
  const weights = Object.fromEntries(Object.entries(districts).map(([code, [weight]]) => [code, weight]));
  const list = [];
  for (let index = 0; index < counted_now + gone; index++) {
    const isGone = index >= counted_now;
    const district = rnd.weighted(weights);
    list.push(makeOne(rnd, index, district, villages[district], isGone));
  }
  return list;
}

function makeOne(rnd, index, district, villages, isGone) {
  const female = rnd.chance(0.58);
  const given = rnd.pick(female ? women : men);
  const owner = `${given} ${rnd.pick(last)}`.trim();
  const trade = rnd.weighted(
    Object.fromEntries(Object.entries(trades).map(([key, { weight }]) => [key, weight])),
  );
  const kind = trades[trade];
  const name = rnd
    .pick(kind.called)
    .replace('{brand}', rnd.pick(brands))
    .replace('{person}', `${female ? 'Bu' : 'Pak'} ${given}`);
  const birth = [
    `${1950 + rnd.below(52)}`,
    `${1 + rnd.below(12)}`.padStart(2, '0'),
    `${1 + rnd.below(28)}`.padStart(2, '0'),
  ];
  const sales = rnd.chance(0.41) ? Math.round(Math.exp(18.5 + 1.1 * rnd.normal()) / 312_000) * 312_000 : null;
  const capital = rnd.chance(0.2)
    ? Math.round(Math.exp(16.8 + 1.3 * rnd.normal()) / 500_000) * 500_000
    : null;
  const located = rnd.chance(0.965);
  return {
    id: `018d5b2f${hex(rnd, 4)}7${hex(rnd, 3)}8${hex(rnd, 3)}${hex(rnd, 12)}`,
    regency,
    version: 3,
    name,
    owner,
    female,
    birth: birth.join('-'),
    trade,
    activity: rnd.pick(kind.does),
    district,
    village: located ? rnd.pick(villages) : null,
    class: classOf(sales, capital),
    sales,
    capital,
    workers: rnd.chance(0.5) ? 1 + rnd.below(5) : null,
    status: isGone
      ? rnd.pick(['closed', 'closed', 'moved', 'deceased', 'duplicate'])
      : statusOf(rnd, district),
    nik: rnd.chance(0.86) ? nikOf(rnd, district, birth, female) : null,
    nib: rnd.chance(0.37) ? `${rnd.chance(0.5) ? '12' : '02'}${digits(rnd, 11)}` : null,
    phone: rnd.chance(0.72) ? `+628${rnd.pick(['12', '13', '52', '57', '81'])}${digits(rnd, 8)}` : null,
    agency: rnd.chance(0.114) ? 'Dindagkop UKM' : null,
    flagship: rnd.chance(0.008),
    since: sinceOf(rnd, index),
    source: rnd.pick(sources),
    row: 6 + (index % 4800),
    extra: [],
    merged: [],
    merged_into: null,
    updated_at: Date.UTC(2023, rnd.below(12), 1 + rnd.below(28), rnd.below(10), rnd.below(60)),
  };
}

export function classOf(sales, capital) {
  const [amount, limits] = sales !== null ? [sales, [2e9, 15e9, 50e9]] : [capital, [1e9, 5e9, 10e9]];
  if (amount === null) return 'unknown';
  return ['micro', 'small', 'medium', 'large'][limits.filter((limit) => amount > limit).length];
}

function statusOf(rnd, district) {
  if (rnd.chance(0.02)) return 'paused';
  if (rnd.chance((districts[district][1] / 100) * 0.82)) return 'verified';
  return rnd.chance(0.4) ? 'found' : 'claimed';
}

function nikOf(rnd, district, [year, month, day], female) {
  const shown = String(Number(day) + (female ? 40 : 0)).padStart(2, '0');
  return `${district}${shown}${month}${year.slice(2)}${String(1 + rnd.below(40)).padStart(4, '0')}`;
}

/** The first day of a business: so many before 2023, the others spread over its months. */
function sinceOf(rnd, index) {
  const before = counted_year_before;
  if (index < before) {
    const month = Math.floor((index / before) * 14);
    return month < 2 || index < before - 900
      ? '2021-12-31'
      : `2022-${String(1 + rnd.below(12)).padStart(2, '0')}-15`;
  }
  return `2023-${String(1 + rnd.below(12)).padStart(2, '0')}-${String(1 + rnd.below(28)).padStart(2, '0')}`;
}

export const isCounted = (one) =>
  ['claimed', 'found', 'verified', 'paused'].includes(one.status) && !one.merged_into;

export const masked = {
  nik: (text) => text && `${text.slice(0, 4)}**********${text.slice(-2)}`,
  phone: (text) => text && `${text.slice(0, 6)}****${text.slice(-3)}`,
  name: (text) =>
    text
      .split(' ')
      .map((word) => `${word[0]}***`)
      .join(' '),
  day: (text) => text && `${text.slice(0, 4)}-**-**`,
  money: () => 'Rp***',
};
