// Files of invented contents that tests and pictures hand in.

/** A table of totals, which is no list of businesses. */
export const totals = [
  'REKAPITULASI UMKM PER KECAMATAN TAHUN 2023',
  '',
  'KECAMATAN;MIKRO;KECIL;MENENGAH;JUMLAH',
  'Blora;1.812;34;3;1.849',
  'Cepu;1.634;41;5;1.680',
  'JUMLAH;3.446;75;8;3.529',
].join('\r\n');

/** Column and row of each district: its outline is a square of this grid, which is no real place. */
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

/** Boundaries as GeoJSON: all sixteen districts of Blora, the first under a code that no area has. */
export function boundaries() {
  const features = Object.entries(grid).map(([code, [column, row]], index) => ({
    type: 'Feature',
    properties: { kode: index === 0 ? '99.99.99' : code },
    geometry: { type: 'Polygon', coordinates: [corners(column, row)] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const corners = (column, row) =>
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ].map(([x, y]) => [111 + (column + x) * 0.11, -6.9 - (row + y) * 0.1]);
