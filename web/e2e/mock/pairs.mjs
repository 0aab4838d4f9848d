import { hex, random } from './random.mjs';

const evidenceOf = (left, right) => [
  {
    field: 'owner.nik',
    ...compared(left.nik, right.nik),
    weight: left.nik && right.nik ? (left.nik === right.nik ? 142 : -68) : 0,
  },
  {
    field: 'owner.name',
    level: left.owner === right.owner ? 'same' : 'similar',
    weight: left.owner === right.owner ? 61 : 34,
    left: left.owner,
    right: right.owner,
  },
  { field: 'business.name', ...compared(left.name, right.name), weight: left.name === right.name ? 73 : -21 },
  {
    field: 'place.village',
    ...compared(left.village, right.village),
    weight: left.village === right.village ? 38 : -12,
  },
  {
    field: 'contact.phone',
    ...compared(left.phone, right.phone),
    weight: left.phone && right.phone ? (left.phone === right.phone ? 88 : -30) : 0,
  },
];

function compared(left, right) {
  if (!left || !right) return { level: 'missing', left: left ?? '', right: right ?? '' };
  return { level: left === right ? 'same' : 'different', left, right };
}

/** A dozen pairs of businesses that might be one: the second a slightly different copy of the first. */
export function makePairs(businesses) {
  const rnd = random(7);
  return Array.from({ length: 12 }, (_one, index) => {
    const right = businesses[index * 37 + 11];
    const left = {
      ...right,
      owner: misspelt(right.owner, index),
      name: index % 3 === 0 ? right.name : `${right.activity} ${right.owner.split(' ')[0]}`,
      phone: index % 2 ? right.phone : null,
      nik: index % 4 === 1 ? null : right.nik,
    };
    const evidence = evidenceOf(left, right);
    const bits = evidence.reduce((sum, one) => sum + one.weight, 0) / 10;
    return {
      id: `018d5b30${hex(rnd, 4)}7${hex(rnd, 3)}9${hex(rnd, 15)}`,
      regency: '3316',
      state: 'open',
      score_bp: Math.round(10000 / (1 + 2 ** -(bits - 14))),
      created_at: Date.UTC(2024, 0, 26, 2, index),
      left: side(left, {
        kind: 'row',
        business: null,
        batch: '018d5b2f000070008000000000000002',
        row: 41 + index * 13,
        file: 'Pendataan kecamatan 2022.xlsx',
      }),
      right: side(right, {
        kind: 'business',
        business: right.id,
        batch: null,
        row: null,
        file: 'Daftar BPUM 2021.xlsx',
      }),
      evidence,
      decision: null,
    };
  });
}

function side(one, where) {
  const values = [
    ['business.name', one.name],
    ['owner.name', one.owner],
    ['owner.nik', one.nik && `${one.nik.slice(0, 4)}**********${one.nik.slice(-2)}`],
    ['place.village', one.village],
    ['business.trade', one.trade],
    ['business.activity', one.activity],
    ['contact.phone', one.phone && `${one.phone.slice(0, 6)}****${one.phone.slice(-3)}`],
  ];
  return { ...where, values: values.filter(([, text]) => text).map(([field, text]) => ({ field, text })) };
}

const misspelt = (name, index) =>
  index % 2 ? name : name.replace(/(\w+)$/, (word) => word.replace('o', 'oe').replace('i', 'ie'));

export function listPairs(pairs, state, cursor) {
  const from = Number(cursor) || 0;
  const found = pairs.filter((pair) => !state || pair.state === state);
  return {
    items: found.slice(from, from + 50),
    next: from + 50 < found.length ? String(from + 50) : null,
    count: { value: found.length, capped: false },
  };
}

export function decide(pair, verdict) {
  pair.state = verdict === 'later' ? 'later' : 'decided';
  pair.decision = { verdict, actor_name: 'Retno Widyastuti', at: Date.now() };
  return pair;
}

export function undecide(pair) {
  pair.state = 'open';
  pair.decision = null;
  return pair;
}
