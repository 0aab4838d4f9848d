import { expect, it, vi } from 'vitest';
import type { FoundArea } from '../../src/areas/api';
import { shapesOf } from '../../src/areas/map';
import { findInside } from '../../src/areas/search';
import { Combobox } from '../../src/base/combobox.svelte';
import { fittingSize, hasLayout, lines, tilesOf } from '../../src/areas/tiles';
import { clientOf, json } from '../fixture';

const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ],
];
const geojson = {
  type: 'FeatureCollection',
  features: [
    { properties: { code: '33.16.09' }, geometry: { type: 'Polygon', coordinates: square(111, -7) } },
    {
      properties: { code: '331605' },
      geometry: { type: 'MultiPolygon', coordinates: [square(112, -7), square(112.2, -6.5)] },
    },
    { properties: { code: '33.16.09.2001' }, geometry: { type: 'Polygon', coordinates: square(111, -7) } },
    { properties: { code: '331701' }, geometry: { type: 'Polygon', coordinates: square(150, -7) } },
    { properties: null, geometry: null },
  ],
};

it('draws the areas of one level inside a regency, and nothing else', () => {
  const shapes = shapesOf(geojson, '3316', 6, 400, 300);
  expect(shapes.map((shape) => shape.code)).toEqual(['331609', '331605']);
  expect(shapesOf(geojson, '331609', 10, 400, 300)).toHaveLength(1);
  expect(shapesOf(geojson, '3399', 6, 400, 300)).toEqual([]);
});

it('fits the picture, north up', () => {
  const [blora, cepu] = shapesOf(geojson, '3316', 6, 400, 300);
  const numbers = `${blora!.path}${cepu!.path}`.match(/-?[\d.]+/g)!.map(Number);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-0.1);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(400.1);
  expect(blora!.x).toBeLessThan(cepu!.x);
  expect(blora!.room).toBeGreaterThan(0);
});

it('stitches the arcs of a TopoJSON, some of them backwards', () => {
  const topology = {
    type: 'Topology',
    transform: { scale: [0.5, 0.5], translate: [111, -7] },
    arcs: [
      [
        [0, 0],
        [2, 0],
        [0, 2],
      ],
      [
        [0, 0],
        [0, 2],
        [2, 0],
      ],
    ],
    objects: {
      kec: {
        type: 'GeometryCollection',
        geometries: [{ type: 'Polygon', arcs: [[0, -2]], properties: { code: '331609' } }],
      },
    },
  };
  const [shape] = shapesOf(topology, '3316', 6, 100, 100);
  expect(shape!.path.match(/[ML]/g)).toHaveLength(5);
  expect(shape!.x).toBeCloseTo(50, 0);
});

it('makes nothing of a file that is no map', () => {
  expect(shapesOf({ type: 'Feature' }, '3316', 6, 100, 100)).toEqual([]);
  expect(shapesOf(undefined, '3316', 6, 100, 100)).toEqual([]);
});

it('lays tiles as the districts lie where that is known, else in the order of codes', () => {
  const blora = tilesOf('3316', ['331614', '331605'], 500, 400);
  expect(blora.find((tile) => tile.code === '331614')!.x).toBeLessThan(
    blora.find((tile) => tile.code === '331605')!.x,
  );
  expect(hasLayout('3316')).toBe(true);
  expect(hasLayout('3404')).toBe(false);
  const other = tilesOf('3404', ['340402', '340401', '340403'], 300, 300);
  expect(other[0]!.code).toBe('340401');
  for (const tile of other) expect(tile.x + tile.size).toBeLessThanOrEqual(300.01);
  expect(tilesOf('3404', [], 300, 300)).toEqual([]);
});

it('writes names into tiles', () => {
  expect(lines('Sumber Agung Rejo')).toEqual(['Sumber Agung', 'Rejo']);
  expect(lines('Cepu')).toEqual(['Cepu']);
  expect(fittingSize('Cepu', 100, 12, 6)).toBe(12);
  expect(fittingSize('Kedungtuban', 60, 12, 6)).toBeLessThan(10);
  expect(fittingSize('A very very long name indeed', 20, 12, 6)).toBe(6);
});

it('finds areas while a name is typed, inside the regency only', async () => {
  vi.useFakeTimers();
  const area = (code: string, name: string) => ({ code, name, level: 4, parent_name: null });
  const { client, sent } = clientOf(json({ items: [area('3316092001', 'Beran')] }));
  const picked: string[] = [];
  const search = new Combobox<FoundArea>({
    find: (text, signal) => findInside(client, { level: 4, within: '3316' }, text, signal),
    onpick: (one) => picked.push(one.code),
    textOf: (one) => one.name,
  });
  search.text = 'b';
  search.typed();
  await vi.advanceTimersByTimeAsync(300);
  expect(sent).toHaveLength(0);
  search.text = 'beran';
  search.typed();
  await vi.advanceTimersByTimeAsync(300);
  expect(sent[0]!.path).toBe('/areas?q=beran&level=4&within=3316&limit=20');
  expect(search.items).toHaveLength(1);
  search.onkeydown(new KeyboardEvent('keydown', { key: 'Enter' }));
  expect(picked).toEqual(['3316092001']);
  expect(search.open).toBe(false);
  expect(search.text).toBe('Beran');
  search.text = 'b';
  await search.find();
  expect(search.items, 'the answers to other words are gone').toEqual([]);
  vi.useRealTimers();
});
