import geographicLib from "geographiclib-geodesic";
import { type SquareMetres, squareMetres } from "#engine/quantities";
import { CGCS2000_ELLIPSOID } from "./ellipsoid.ts";

const ellipsoid = new geographicLib.Geodesic.Geodesic(
  CGCS2000_ELLIPSOID.semiMajorMetres,
  CGCS2000_ELLIPSOID.flattening,
);

/**
 * Area within a ring on the CGCS2000 ellipsoid, its edges being geodesics (Karney 2013, doi 10.1007/s00190-012-0578-z).
 * @param ring longitude and latitude in degrees; whether the first point is repeated at the end or not, and whichever
 * way round
 */
export function geodesicPolygonArea(ring: readonly (readonly [longitude: number, latitude: number])[]): SquareMetres {
  const polygon = ellipsoid.Polygon(false);
  const first = ring[0];
  const last = ring[ring.length - 1];
  const isClosed =
    ring.length > 1 && first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  for (const [longitude, latitude] of isClosed ? ring.slice(0, -1) : ring) polygon.AddPoint(latitude, longitude);
  return squareMetres(Math.abs(polygon.Compute(false, true).area ?? 0));
}
