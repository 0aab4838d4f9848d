import { random } from './mock/random.mjs';
import { brands, last, men, women } from './mock/names.mjs';

const villages = [
  'Balun',
  'Cepu',
  'Karangboyo',
  'Ngelo',
  'Tambakromo',
  'Kentong',
  'Mulyorejo',
  'Gadon',
  'Kapuan',
  'Ds. Nglanjuk',
  'Cabeyan',
  'Getas Baru',
];
const trades = [
  'Keripik tempe',
  'TOKO KLONTONG',
  'Warung makan',
  'Mebel jati',
  'jahit',
  'Batik tulis',
  'Es dawet',
  'salon',
  'Bengkel las',
  '-',
];
const money = [
  'Rp 1.500.000,-',
  '2,5 jt',
  '900rb',
  '3000000',
  '1-5 juta',
  '-',
  '4.250.000',
  'Rp. 750.000',
  '',
];

/** A list as an office sends it: titles above the headings, mixed writing, totals at the end. All people are invented. */
export function dirtyList(rows = 64) {
  const rnd = random(2023);
  const lines = [
    'DATA PELAKU UMKM KECAMATAN CEPU;;;;;;;;',
    'TAHUN 2023;;;;;;;;',
    ';;;;;;;;',
    'NO;NIK;NAMA PEMILIK;NAMA USAHA;JENIS USAHA;DESA;RT;NO HP;OMZET/BLN;KET',
  ];
  const bodies = Array.from({ length: rows }, (_one, index) => personLine(rnd, index));
  bodies[40] = bodies[12];
  lines.push(...bodies.map((body, index) => `${index + 1};${body}`), `JUMLAH;;;;;;;;${rows}`);
  return lines.join('\r\n');
}

function personLine(rnd, index) {
  const female = rnd.chance(0.6);
  const given = rnd.pick(female ? women : men);
  const name = `${given} ${rnd.pick(last)}`.trim();
  const shown =
    index % 19 === 10 ? '' : index % 7 === 0 ? name.toUpperCase() : index % 11 === 0 ? `Hj. ${name}` : name;
  const business =
    shown !== '' && rnd.chance(0.7)
      ? `${rnd.pick(['Toko', 'Warung', 'UD', 'Keripik'])} ${rnd.pick(brands)}`
      : '-';
  return [
    nik(rnd, index, female),
    shown,
    business,
    rnd.pick(trades),
    rnd.pick(villages),
    `0${1 + rnd.below(6)}`,
    phone(rnd, index),
    rnd.pick(money),
    '',
  ].join(';');
}

function nik(rnd, index, female) {
  const day = String(1 + rnd.below(28) + (female ? 40 : 0)).padStart(2, '0');
  const good = `331605${day}${String(1 + rnd.below(12)).padStart(2, '0')}${60 + rnd.below(39)}${String(1 + rnd.below(99)).padStart(4, '0')}`;
  if (index % 9 === 2) return '3.31605E+15';
  if (index % 13 === 5) return good.slice(0, 15);
  if (index % 17 === 8) return 'belum ada';
  return index % 5 === 0 ? `'${good}` : good;
}

function phone(rnd, index) {
  const good = `8${rnd.pick(['12', '13', '52', '57'])}${String(rnd.below(1e8)).padStart(8, '0')}`;
  if (index % 13 === 5) return '';
  if (index % 8 === 3) return good;
  return index % 6 === 1 ? `0${good.slice(0, 3)}-${good.slice(3, 7)}-${good.slice(7)}` : `0${good}`;
}

/** A table of totals, which is no list of businesses. */
export const totals = () =>
  [
    'REKAPITULASI UMKM PER KECAMATAN TAHUN 2023',
    '',
    'KECAMATAN;MIKRO;KECIL;MENENGAH;JUMLAH',
    'Blora;1.812;34;3;1.849',
    'Cepu;1.634;41;5;1.680',
    'JUMLAH;3.446;75;8;3.529',
  ].join('\r\n');
