import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const data = join(dirname(createRequire(import.meta.url).resolve('idn-area-data/package.json')), 'data');

function rows(name) {
  const [head, ...lines] = readFileSync(join(data, `${name}.csv`), 'utf8')
    .trim()
    .split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line
      .match(/("([^"]|"")*"|[^,]*)(,|$)/g)
      .map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"'));
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  });
}

const plain = (code) => code.replaceAll('.', '');

/** "KABUPATEN BLORA" is written Kabupaten Blora. */
const title = (name) => name.toLowerCase().replace(/(^|[\s(.-])\p{L}/gu, (start) => start.toUpperCase());

/** Every area of the country with its level, name and parent, in the codes of the Ministry of Home Affairs. */
export function loadAreas() {
  const areas = new Map();
  const add = (level, code, name, parent) =>
    areas.set(plain(code), { code: plain(code), name, level, parent: parent && plain(parent) });
  for (const one of rows('provinces')) add(1, one.code, title(one.name), null);
  for (const one of rows('regencies')) add(2, one.code, title(one.name), one.province_code);
  for (const one of rows('districts')) add(3, one.code, title(one.name), one.regency_code);
  for (const one of rows('villages'))
    if (one.code.startsWith('33.16')) add(4, one.code, title(one.name), one.district_code);
  return areas;
}

export function findAreas(areas, q, level) {
  const wanted = q.toLowerCase();
  const found = [...areas.values()]
    .filter((area) => (!level || area.level === level) && area.name.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        Number(b.name.toLowerCase().endsWith(wanted)) - Number(a.name.toLowerCase().endsWith(wanted)) ||
        a.code.localeCompare(b.code),
    );
  return found.slice(0, 20).map(({ code, name, level, parent }) => ({
    code,
    name,
    level,
    parent_name: areas.get(parent)?.name ?? null,
  }));
}

export function areaPage(areas, code) {
  const area = areas.get(code);
  if (!area) return undefined;
  const parent = areas.get(area.parent);
  const children = [...areas.values()]
    .filter((one) => one.parent === code)
    .map(({ code, name }) => ({ code, name }));
  return {
    code,
    name: area.name,
    level: area.level,
    parent: parent ? { code: parent.code, name: parent.name } : null,
    children,
  };
}

/** Column and row of the districts: the made-up boundaries are crumpled squares on this grid. */
const grid = {
  331614: [0, 0],
  331616: [1, 0],
  331610: [2, 0],
  331609: [3, 0],
  331615: [4, 0],
  331613: [0, 1],
  331612: [1, 1],
  331611: [2, 1],
  331608: [3, 1],
  331607: [4, 1],
  331601: [1, 2],
  331602: [2, 2],
  331604: [3, 2],
  331606: [4, 2],
  331603: [3, 3],
  331605: [4, 3],
};

/** Districts as polygons of no real place, which share their edges as real ones do. */
export function inventedBoundaries() {
  const features = Object.entries(grid).map(([code, [column, row]]) => {
    const corners = [
      [column, row],
      [column + 1, row],
      [column + 1, row + 1],
      [column, row + 1],
    ];
    const ring = corners.flatMap((corner, index) => edge(corner, corners[(index + 1) % 4]));
    ring.push(ring[0]);
    return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return { type: 'FeatureCollection', features };
}

/** The points of an edge without its end; the same for both neighbours, whichever way they walk it. */
function edge(from, to) {
  const forward = from[0] * 10 + from[1] < to[0] * 10 + to[1];
  const [start, end] = forward ? [from, to] : [to, from];
  const points = Array.from({ length: 9 }, (_one, index) => {
    const along = index / 8;
    const x = start[0] + (end[0] - start[0]) * along;
    const y = start[1] + (end[1] - start[1]) * along;
    return [111 + (x + crumple(x, y)) * 0.11, -6.9 - (y + crumple(y + 7, x + 3)) * 0.1];
  });
  return (forward ? points : points.reverse()).slice(0, 8);
}

const crumple = (a, b) => 0.16 * Math.sin(a * 5.3 + b * 2.7) + 0.025 * Math.sin(a * 13.1 - b * 17.3);
