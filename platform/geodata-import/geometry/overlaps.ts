import type { Geometry, Position } from "geojson";
import { intersection, setPrecision } from "polyclip-ts";
import type { Extent } from "#engine/rasters";
import { extentOfGeometry } from "#platform/geopackage";
import { type Edge, EdgeIndex } from "./edge-index.ts";
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

interface Shape extends Extent {
  /** In the list that was given. */
  readonly number: number;
  readonly polygons: readonly (readonly (readonly Position[])[])[];
  readonly index: EdgeIndex;
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
  const shapes = geometries.flatMap((geometry, number): Shape[] => {
    const polygons = geometry === null ? [] : polygonsOf(geometry);
    const extent = geometry === null || polygons.length === 0 ? undefined : extentOfGeometry(geometry);
    return extent === undefined ? [] : [{ number, polygons, index: new EdgeIndex(polygons.flat()), ...extent }];
  });
  shapes.sort((a, b) => a.minX - b.minX);
  const overlaps: Overlap[] = [];
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i]!;
    for (let j = i + 1; j < shapes.length && shapes[j]!.minX < shape.maxX; j++) {
      const other = shapes[j]!;
      if (other.minY >= shape.maxY || other.maxY <= shape.minY || !shareGround(shape, other)) continue;
      const [first, second] = shape.number < other.number ? [shape, other] : [other, shape];
      const shared = sharedGround(first, second);
      if (shared === undefined || shared.areaSquareMetres < NEGLIGIBLE_SQUARE_METRES) continue;
      overlaps.push({ first: first.number, second: second.number, ...shared });
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

/** Whether edges cross or a corner of one lies inside the other; shared borders alone do neither. */
function shareGround(a: Shape, b: Shape): boolean {
  const rectangle = {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  };
  const [few, many] = a.index.edges.length < b.index.edges.length ? [a, b] : [b, a];
  const edges = edgesWithin(few, rectangle);
  if (edges.some((edge) => many.index.isCrossedBy(edge))) return true;
  return hasCornerInside(edges, many) || hasCornerInside(edgesWithin(many, rectangle), few) || isSame(a, b);
}

function edgesWithin({ index }: Shape, { minX, minY, maxX, maxY }: Extent): Edge[] {
  return index.edges.filter(
    ([p, q]) =>
      Math.max(p[0]!, q[0]!) >= minX &&
      Math.min(p[0]!, q[0]!) <= maxX &&
      Math.max(p[1]!, q[1]!) >= minY &&
      Math.min(p[1]!, q[1]!) <= maxY,
  );
}

/** Corners and middles of edges: a part whose corners all lie on the other's border still has its edges inside. */
function hasCornerInside(edges: readonly Edge[], { index, minX, minY, maxX, maxY }: Shape): boolean {
  return edges.some(([p, q]) =>
    [p, [(p[0]! + q[0]!) / 2, (p[1]! + q[1]!) / 2]].some(
      (point) => point[0]! > minX && point[0]! < maxX && point[1]! > minY && point[1]! < maxY && index.holds(point),
    ),
  );
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
