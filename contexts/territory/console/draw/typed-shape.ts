import type { Geometry } from "geojson";
import type { SketchKind } from "#platform/map-view";
import { parsePosition } from "../search/parse-position.ts";

export type TypedShape =
  | { readonly geometry: Geometry }
  /** The first line that is no position, counted from 1. */
  | { readonly wrongLine: number }
  | { readonly tooFew: number };

const leastPoints: Readonly<Record<SketchKind, number>> = { point: 1, linestring: 2, polygon: 3, rectangle: 2 };
/** Drawn coordinates are kept to a tenth of a millimetre. */
const decimals = 1e9;

/** A shape from its corners, one position a line, in whatever way `parsePosition` understands. */
export function shapeFromText(kind: SketchKind, text: string, around: { readonly longitude: number }): TypedShape {
  const lines = text.split("\n").map((line) => line.trim());
  const corners: [number, number][] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const [position] = parsePosition(line, around);
    if (position === undefined) return { wrongLine: index + 1 };
    corners.push([rounded(position.longitude), rounded(position.latitude)]);
  }
  const [first, last] = [corners[0], corners.at(-1)];
  const isClosed = corners.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  if (kind === "polygon" && isClosed) corners.pop();
  if (corners.length < leastPoints[kind]) return { tooFew: leastPoints[kind] };
  if (kind === "point") return { geometry: { type: "Point", coordinates: corners[0]! } };
  if (kind === "linestring") return { geometry: { type: "LineString", coordinates: corners } };
  if (kind === "polygon") return { geometry: { type: "Polygon", coordinates: [[...corners, corners[0]!]] } };
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { geometry: { type: "Polygon", coordinates: [ring] } };
}

/** The corners of a shape, one a line, as they may be typed again. */
export function textOfShape(geometry: Geometry): string {
  const positions =
    geometry.type === "Point"
      ? [geometry.coordinates]
      : geometry.type === "LineString"
        ? geometry.coordinates
        : geometry.type === "Polygon"
          ? (geometry.coordinates[0] ?? []).slice(0, -1)
          : [];
  return positions.map(([x = 0, y = 0]) => `${x.toFixed(6)}, ${y.toFixed(6)}`).join("\n");
}

function rounded(degrees: number): number {
  return Math.round(degrees * decimals) / decimals;
}
