import polylabel from 'polylabel';

/** Boundaries as imported (GeoJSON or TopoJSON, degrees) made into paths that fit a box of the screen. */

type Point = [number, number];
type Ring = Point[];
/** Rings of one polygon: the outer first. */
type Polygon = Ring[];

interface Feature {
  code: string;
  polygons: Polygon[];
}

interface Geometry {
  type: string;
  coordinates?: unknown;
  arcs?: unknown;
  geometries?: Geometry[];
  properties?: Record<string, unknown> | null;
}

interface Topology {
  type: 'Topology';
  arcs: number[][][];
  transform?: { scale: Point; translate: Point };
  objects: Record<string, Geometry>;
}

interface Collection {
  type: 'FeatureCollection';
  features: { properties?: Record<string, unknown> | null; geometry: Geometry | null }[];
}

export interface Shape {
  code: string;
  path: string;
  /** Where a name fits best, and how wide it may be there. */
  x: number;
  y: number;
  room: number;
}

/** The areas of one level inside `within`; empty if the file has none of them. */
export function shapesOf(
  data: unknown,
  within: string,
  digits: number,
  width: number,
  height: number,
): Shape[] {
  const features = featuresOf(data).filter(
    (one) => one.code.length === digits && one.code.startsWith(within),
  );
  if (features.length === 0) return [];
  const project = projection(features, width, height);
  return features.map(({ code, polygons }) => {
    const drawn = polygons.map((polygon) => polygon.map((ring) => ring.map(project)));
    const path = drawn.flat().map(pathOf).join('');
    const largest = drawn.reduce((best, one) => (extent(one) > extent(best) ? one : best));
    const label = polylabel(largest, 1);
    return { code, path, x: label[0]!, y: label[1]!, room: label.distance * 2 };
  });
}

function featuresOf(data: unknown): Feature[] {
  const file = data as Topology | Collection;
  if (file?.type === 'Topology') {
    const arcs = file.arcs.map((arc) => absolute(arc, file.transform));
    return Object.values(file.objects)
      .flatMap((object) => object.geometries ?? [object])
      .map((geometry) => ({ code: codeOf(geometry.properties), polygons: stitched(geometry, arcs) }));
  }
  if (file?.type === 'FeatureCollection')
    return file.features.map(({ properties, geometry }) => ({
      code: codeOf(properties),
      polygons: geometry ? polygonsOf(geometry.type, geometry.coordinates) : [],
    }));
  return [];
}

/** "33.16.09" and 331609 are the same code. */
const codeOf = (properties: Record<string, unknown> | null | undefined): string =>
  String(properties?.code ?? '').replace(/\D/g, '');

function polygonsOf(type: string, coordinates: unknown): Polygon[] {
  if (type === 'Polygon') return [coordinates as Polygon];
  return type === 'MultiPolygon' ? (coordinates as Polygon[]) : [];
}

/** A TopoJSON arc holds steps from one point to the next, in whole numbers. */
function absolute(arc: number[][], transform: Topology['transform']): Ring {
  if (!transform) return arc as Ring;
  const { scale, translate } = transform;
  let x = 0;
  let y = 0;
  return arc.map((step) => {
    x += step[0]!;
    y += step[1]!;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

function stitched(geometry: Geometry, arcs: Ring[]): Polygon[] {
  const ring = (indexes: number[]): Ring => {
    const points: Ring = [];
    for (const index of indexes) {
      const arc = index < 0 ? [...(arcs[~index] ?? [])].reverse() : (arcs[index] ?? []);
      points.push(...(points.length > 0 ? arc.slice(1) : arc));
    }
    return points;
  };
  const rings = (polygon: number[][]): Polygon => polygon.map(ring);
  if (geometry.type === 'Polygon') return [rings(geometry.arcs as number[][])];
  return geometry.type === 'MultiPolygon' ? (geometry.arcs as number[][][]).map(rings) : [];
}

/** Mercator, which keeps shapes as people know them, fitted into the box. */
function projection(features: Feature[], width: number, height: number): (point: Point) => Point {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { polygons } of features)
    for (const polygon of polygons)
      for (const point of polygon[0] ?? []) {
        const [x, y] = mercator(point);
        left = Math.min(left, x);
        right = Math.max(right, x);
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
  const scale = Math.min(width / (right - left), height / (high - low));
  const dx = (width - (right - left) * scale) / 2;
  const dy = (height - (high - low) * scale) / 2;
  return (point) => {
    const [x, y] = mercator(point);
    return [dx + (x - left) * scale, dy + (high - y) * scale];
  };
}

function mercator([longitude, latitude]: Point): Point {
  const radians = Math.PI / 180;
  return [longitude * radians, Math.log(Math.tan(Math.PI / 4 + (latitude * radians) / 2))];
}

const pathOf = (ring: Ring): string =>
  ring.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join('') + 'Z';

function extent(polygon: Polygon): number {
  const xs = (polygon[0] ?? []).map(([x]) => x);
  const ys = (polygon[0] ?? []).map(([, y]) => y);
  return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
}
