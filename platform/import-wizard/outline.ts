import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

/** What a browser draws at once without thinking: about half a megabyte of JSON. */
const MOST_FEATURES = 600;
const MOST_POSITIONS = 15_000;
/** Share of the whole extent's diagonal that a border may move by: less than a pixel of a small map. */
const TOLERANCE_SHARE = 1 / 2500;

export interface Outline {
  readonly collection: FeatureCollection;
  /** Features with a place that were left out. */
  readonly omitted: number;
}

/**
 * The geometries of an import, simplified, for the map on which its place is looked at before anything is saved.
 * @param geometries longitude and latitude; the number of each in the file, from 1, becomes the property `row`
 */
export function outlineOf(geometries: readonly (Geometry | null)[]): Outline | null {
  const placed = geometries.flatMap((geometry, i) => (geometry === null ? [] : [{ row: i + 1, geometry }]));
  if (placed.length === 0) return null;
  const tolerance = diagonalOf(placed.map(({ geometry }) => geometry)) * TOLERANCE_SHARE;
  // Spread over the file rather than its beginning, so that the outline has the extent of the whole.
  const step = Math.max(1, placed.length / MOST_FEATURES);
  const features: Feature[] = [];
  let positions = 0;
  for (let i = 0; i < placed.length && positions < MOST_POSITIONS; i += step) {
    const { row, geometry } = placed[Math.floor(i)]!;
    const simple = simplified(geometry, tolerance);
    positions += countPositions(simple);
    features.push({ type: "Feature", properties: { row }, geometry: simple });
  }
  return { collection: { type: "FeatureCollection", features }, omitted: placed.length - features.length };
}

function eachPosition(geometry: Geometry, visit: (position: Position) => void): void {
  if (geometry.type === "GeometryCollection") {
    for (const part of geometry.geometries) eachPosition(part, visit);
    return;
  }
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === "number") visit(value as Position);
    else for (const part of value) walk(part);
  };
  walk(geometry.coordinates);
}

function countPositions(geometry: Geometry): number {
  let count = 0;
  eachPosition(geometry, () => count++);
  return count;
}

function diagonalOf(geometries: readonly Geometry[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    eachPosition(geometry, ([x, y]) => {
      west = Math.min(west, x!);
      south = Math.min(south, y!);
      east = Math.max(east, x!);
      north = Math.max(north, y!);
    });
  }
  return Math.hypot(east - west, north - south);
}

function simplified(geometry: Geometry, tolerance: number): Geometry {
  const line = (positions: readonly Position[]) => thinned(positions, tolerance, 2);
  const ring = (positions: readonly Position[]) => thinned(positions, tolerance, 4);
  switch (geometry.type) {
    case "Point":
    case "MultiPoint":
      return geometry;
    case "LineString":
      return { type: "LineString", coordinates: line(geometry.coordinates) };
    case "MultiLineString":
      return { type: "MultiLineString", coordinates: geometry.coordinates.map(line) };
    case "Polygon":
      return { type: "Polygon", coordinates: geometry.coordinates.map(ring) };
    case "MultiPolygon":
      return { type: "MultiPolygon", coordinates: geometry.coordinates.map((rings) => rings.map(ring)) };
    case "GeometryCollection":
      return { type: "GeometryCollection", geometries: geometry.geometries.map((part) => simplified(part, tolerance)) };
  }
}

/** Douglas and Peucker 1973; where less than `least` corners would stay, the line is kept as it is. */
function thinned(positions: readonly Position[], tolerance: number, least: number): Position[] {
  const short = (position: Position): Position => [Number(position[0]!.toFixed(6)), Number(position[1]!.toFixed(6))];
  if (positions.length <= least) return positions.map(short);
  const isKept = new Uint8Array(positions.length);
  isKept[0] = 1;
  isKept[positions.length - 1] = 1;
  const open: (readonly [number, number])[] = [[0, positions.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let distance = tolerance;
    for (let i = from + 1; i < to; i++) {
      const own = distanceFrom(positions[i]!, positions[from]!, positions[to]!);
      if (own > distance) [farthest, distance] = [i, own];
    }
    if (farthest < 0) continue;
    isKept[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  const kept = positions.filter((_, i) => isKept[i] === 1);
  return (kept.length < least ? positions : kept).map(short);
}

function distanceFrom(point: Position, a: Position, b: Position): number {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : ((point[0]! - a[0]!) * dx + (point[1]! - a[1]!) * dy) / squared;
  const along = Math.min(1, Math.max(0, t));
  return Math.hypot(point[0]! - a[0]! - along * dx, point[1]! - a[1]! - along * dy);
}
