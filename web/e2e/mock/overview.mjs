import { isCounted, today } from './businesses.mjs';

const trades = [
  'food',
  'drink',
  'retail',
  'fashion',
  'craft',
  'service',
  'farming',
  'workshop',
  'transport',
  'manufacture',
  'other',
  'unknown',
];
const classes = ['micro', 'small', 'medium', 'large', 'unknown'];
const statuses = ['claimed', 'found', 'verified', 'paused'];
const qualities = {
  nik: (b) => b.nik,
  phone: (b) => b.phone,
  village: (b) => b.village,
  nib: (b) => b.nib,
  sales: (b) => b.sales,
  trade: (b) => b.trade !== 'unknown',
};

const tally = (list, keys, keyOf) =>
  keys.map((key) => ({ key, count: list.filter((one) => keyOf(one) === key).length }));
const within = (area) => (one) => area.length === 4 || one.district === area || one.village === area;

export function overview({ areas, businesses, batches, pairs }, areaCode, asOf) {
  const area = areas.get(areaCode);
  const day = asOf || today;
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  const all = businesses.filter(isCounted).filter(within(areaCode));
  const now = all.filter((one) => one.since <= day);
  const previous = all.filter((one) => one.since <= before);
  const children = [...areas.values()].filter((one) => one.parent === areaCode);
  const openPairs = pairs.filter((pair) => pair.state === 'open');
  const unfinished = batches.filter((batch) => ['mapping', 'checked'].includes(batch.state));
  const at = Date.UTC(2024, 0, 31, 0, 40);
  return {
    area: { code: area.code, name: area.name, level: area.code.length },
    as_of: day,
    computed_at: at,
    total: now.length,
    previous: { as_of: before, total: previous.length },
    growth_bp: previous.length
      ? Math.round(((now.length - previous.length) / previous.length) * 10000)
      : null,
    statuses: tally(now, statuses, (one) => one.status),
    children: children.map((child) => part(child, now, previous)),
    trades: tally(now, trades, (one) => one.trade),
    classes: tally(now, classes, (one) => one.class),
    class_rule: { key: 'pp7_2021', source: 'PP 7/2021 Pasal 35 ayat (5)' },
    months: months(all, day),
    quality: Object.entries(qualities).map(([key, has]) => ({ key, count: now.filter(has).length })),
    coached: now.filter((one) => one.agency).length,
    flagship: now.filter((one) => one.flagship).length,
    work: [
      { key: 'pairs_open', count: openPairs.length, oldest_at: openPairs.length ? at - 5 * 86400000 : null },
      {
        key: 'batches_unfinished',
        count: unfinished.length,
        oldest_at: unfinished.length ? at - 2 * 86400000 : null,
      },
      { key: 'unlocated', count: now.filter((one) => !one.village).length, oldest_at: at - 9 * 86400000 },
    ],
  };
}

function part(child, now, previous) {
  const inside = within(child.code);
  const here = now.filter(inside);
  return {
    code: child.code,
    name: child.name,
    count: here.length,
    previous: previous.filter(inside).length,
    verified: here.filter((one) => one.status === 'verified').length,
    with_nib: here.filter((one) => one.nib).length,
  };
}

/** How many there were at the end of each of the last 24 months. */
function months(all, day) {
  const [year, month] = day.split('-').map(Number);
  return Array.from({ length: 24 }, (_one, index) => {
    const end = new Date(Date.UTC(year, month - 24 + index + 1, 0)).toISOString().slice(0, 10);
    return { month: end.slice(0, 7), count: all.filter((one) => one.since <= end).length };
  });
}
