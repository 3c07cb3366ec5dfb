import type { Geometry, Position } from "geojson";

export interface ClosedLine {
  readonly geometry: Geometry;
  /** Largest distance between the ends of a part, in units of the coordinates. */
  readonly gap: number;
  /** Where the ends were apart most, or the first corner. */
  readonly place: Position | undefined;
}

/** Share of its length that a line may lack to be taken for a closed one: a slip of the hand, not a missing side. */
const GAP_SHARE = 0.005;

/** The polygon that a line goes around, or undefined where some part of it does not close. */
export function closedLine(geometry: Geometry): ClosedLine | undefined {
  const parts =
    geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.type === "MultiLineString"
        ? geometry.coordinates
        : [];
  if (parts.length === 0) return undefined;
  let widest = 0;
  let place: Position | undefined;
  const rings: Position[][] = [];
  for (const part of parts) {
    const first = part[0];
    const last = part.at(-1);
    if (first === undefined || last === undefined || part.length < 3) return undefined;
    const gap = distance(first, last);
    if (gap > lengthOf(part) * GAP_SHARE || (gap === 0 && part.length < 4)) return undefined;
    if (gap >= widest) {
      widest = gap;
      place = first;
    }
    // The end is moved onto the beginning rather than joined to it, so that no tiny edge comes about.
    rings.push(gap === 0 ? part : [...(part.length > 3 ? part.slice(0, -1) : part), first]);
  }
  const [only] = rings;
  return {
    geometry:
      rings.length === 1
        ? { type: "Polygon", coordinates: [only!] }
        : { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) },
    gap: widest,
    place,
  };
}

function distance(a: Position, b: Position): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
}

function lengthOf(line: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!);
  return sum;
}
