import geographicLib from "geographiclib-geodesic";
import type { Geometry, Position } from "geojson";
import { CGCS2000_ELLIPSOID, geodesicPolygonArea } from "#engine/projections";

const ellipsoid = new geographicLib.Geodesic.Geodesic(
  CGCS2000_ELLIPSOID.semiMajorMetres,
  CGCS2000_ELLIPSOID.flattening,
);

export interface ShapeMeasures {
  /** Of a line, or around an area; metres on the CGCS2000 ellipsoid. */
  readonly lengthM: number;
  /** Zero for what is no area. */
  readonly areaM2: number;
}

/** Length of the geodesics from point to point, m. */
export function geodesicLength(line: readonly Position[]): number {
  let metres = 0;
  for (const [index, to] of line.entries()) {
    const from = line[index - 1];
    if (from !== undefined) metres += ellipsoid.Inverse(from[1]!, from[0]!, to[1]!, to[0]!).s12 ?? 0;
  }
  return metres;
}

/** What a drawn shape measures; holes are taken off. */
export function measuresOf(geometry: Geometry): ShapeMeasures {
  if (geometry.type === "LineString") return { lengthM: geodesicLength(geometry.coordinates), areaM2: 0 };
  if (geometry.type !== "Polygon") return { lengthM: 0, areaM2: 0 };
  const [outer = [], ...holes] = geometry.coordinates.map((ring) =>
    ring.map(([longitude = 0, latitude = 0]) => [longitude, latitude] as const),
  );
  const taken = holes.reduce((sum, hole) => sum + geodesicPolygonArea(hole), 0);
  return {
    lengthM: geodesicLength(outer.map((position) => [...position])),
    areaM2: geodesicPolygonArea(outer) - taken,
  };
}
