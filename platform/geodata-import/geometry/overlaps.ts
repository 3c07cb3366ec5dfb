import type { Geometry, Position } from "geojson";
import { intersection, setPrecision } from "polyclip-ts";
import { extentOfGeometry } from "#platform/geopackage";
import { ellipsoidalArea } from "./ellipsoidal-area.ts";
import { isInsideRing } from "./ring.ts";

/** Two polygons of a file that cover the same ground. */
export interface Overlap {
  /** Positions in the list that was given. */
  readonly first: number;
  readonly second: number;
  readonly areaSquareMetres: number;
  /** A point of the shared ground, longitude and latitude. */
  readonly place: Position;
}

interface Shape {
  readonly index: number;
  readonly polygons: readonly (readonly (readonly Position[])[])[];
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Borders digitised twice differ by centimetres; slivers of this size are no overlap that anybody means. */
const NEGLIGIBLE_SQUARE_METRES = 1;
const PRECISION_DEGREES = 1e-12;

/**
 * Pairs of polygons whose interiors meet. Neighbours that share a border cost a comparison of their edges in the common
 * rectangle only; areas are clipped where edges really cross.
 * @param geometries on CGCS2000 or WGS 84, degrees; what is no polygon is passed over
 * @param mostOverlaps the search ends when so many are found
 */
export function findOverlaps(geometries: readonly (Geometry | null)[], mostOverlaps: number): Overlap[] {
  const shapes = geometries.flatMap((geometry, index): Shape[] => {
    const polygons = geometry === null ? [] : polygonsOf(geometry);
    const extent = geometry === null || polygons.length === 0 ? undefined : extentOfGeometry(geometry);
    return extent === undefined ? [] : [{ index, polygons, ...extent }];
  });
  shapes.sort((a, b) => a.minX - b.minX);
  const overlaps: Overlap[] = [];
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i]!;
    for (let j = i + 1; j < shapes.length && shapes[j]!.minX < shape.maxX; j++) {
      const other = shapes[j]!;
      if (other.minY >= shape.maxY || other.maxY <= shape.minY || !shareGround(shape, other)) continue;
      const [first, second] = shape.index < other.index ? [shape, other] : [other, shape];
      const shared = sharedGround(first, second);
      if (shared === undefined || shared.areaSquareMetres < NEGLIGIBLE_SQUARE_METRES) continue;
      overlaps.push({ first: first.index, second: second.index, ...shared });
      if (overlaps.length >= mostOverlaps) return overlaps;
    }
  }
  return overlaps.sort((a, b) => a.first - b.first || a.second - b.second);
}

function polygonsOf(geometry: Geometry): readonly (readonly (readonly Position[])[])[] {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates;
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(polygonsOf) : [];
}

type Edge = readonly [Position, Position];

/** Whether edges cross or a corner of one lies inside the other; shared borders alone do neither. */
function shareGround(a: Shape, b: Shape): boolean {
  const rectangle = {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  };
  const [edgesOfA, edgesOfB] = [edgesWithin(a, rectangle), edgesWithin(b, rectangle)];
  if (edgesOfA.some((edge) => edgesOfB.some((other) => cross(edge, other)))) return true;
  return hasCornerInside(a, b, edgesOfB) || hasCornerInside(b, a, edgesOfA) || isSame(a, b);
}

function edgesWithin({ polygons }: Shape, { minX, minY, maxX, maxY }: Omit<Shape, "index" | "polygons">): Edge[] {
  const edges: Edge[] = [];
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [p, q] = [ring[i - 1]!, ring[i]!];
      const isApart =
        Math.max(p[0]!, q[0]!) < minX ||
        Math.min(p[0]!, q[0]!) > maxX ||
        Math.max(p[1]!, q[1]!) < minY ||
        Math.min(p[1]!, q[1]!) > maxY;
      if (!isApart) edges.push([p, q]);
    }
  }
  return edges;
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}

/** Corners and middles of edges: a part whose corners all lie on the other's border still has its edges inside. */
function hasCornerInside(a: Shape, b: Shape, edgesOfB: readonly Edge[]): boolean {
  for (const ring of a.polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [p, q] = [ring[i - 1]!, ring[i]!];
      const middle = [(p[0]! + q[0]!) / 2, (p[1]! + q[1]!) / 2];
      for (const point of [p, middle]) {
        const isNear = point[0]! > b.minX && point[0]! < b.maxX && point[1]! > b.minY && point[1]! < b.maxY;
        if (isNear && isInside(b, point) && !edgesOfB.some((edge) => isOn(edge, point))) return true;
      }
    }
  }
  return false;
}

function isInside({ polygons }: Shape, point: Position): boolean {
  return polygons.some(
    ([outer, ...holes]) => isInsideRing(outer!, point) && !holes.some((hole) => isInsideRing(hole, point)),
  );
}

/** Within a millimetre or so of the edge, in degrees. */
const ON_BORDER_DEGREES = 1e-8;

function isOn([a, b]: Edge, point: Position): boolean {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : ((point[0]! - a[0]!) * dx + (point[1]! - a[1]!) * dy) / squared;
  const along = Math.min(1, Math.max(0, t));
  return Math.hypot(point[0]! - a[0]! - along * dx, point[1]! - a[1]! - along * dy) < ON_BORDER_DEGREES;
}

function isSame(a: Shape, b: Shape): boolean {
  if (a.minX !== b.minX || a.minY !== b.minY || a.maxX !== b.maxX || a.maxY !== b.maxY) return false;
  const corners = new Set(b.polygons.flat(2).map(([x, y]) => `${x} ${y}`));
  return a.polygons.flat(2).every(([x, y]) => corners.has(`${x} ${y}`));
}

function sharedGround(a: Shape, b: Shape): { readonly areaSquareMetres: number; readonly place: Position } | undefined {
  const plain = ({ polygons }: Shape) =>
    polygons.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x!, y!])));
  setPrecision(PRECISION_DEGREES);
  const parts = intersection(plain(a), plain(b));
  let largest: { readonly area: number; readonly ring: readonly Position[] } | undefined;
  let total = 0;
  for (const rings of parts) {
    const area = ellipsoidalArea({ type: "Polygon", coordinates: rings });
    total += area;
    if (largest === undefined || area > largest.area) largest = { area, ring: rings[0]! };
  }
  return largest === undefined ? undefined : { areaSquareMetres: total, place: pointOf(largest.ring) };
}

/** The middle of the corners, or the first corner where that lies outside. */
function pointOf(ring: readonly Position[]): Position {
  const corners = ring.slice(1);
  const middle = [
    corners.reduce((sum, [x]) => sum + x!, 0) / corners.length,
    corners.reduce((sum, [, y]) => sum + y!, 0) / corners.length,
  ];
  return isInsideRing(ring, middle) ? middle : corners[0]!;
}
