import type { Geometry, Position } from "geojson";
import { geodesicPolygonArea } from "#engine/projections";
import { type SquareMetres, squareMetres } from "#engine/quantities";

/** Area of the polygons of a geometry on the CGCS2000 ellipsoid; holes count off. Lines and points have none. */
export function ellipsoidalArea(geometry: Geometry): SquareMetres {
  switch (geometry.type) {
    case "Polygon":
      return squareMetres(polygonArea(geometry.coordinates));
    case "MultiPolygon":
      return squareMetres(geometry.coordinates.reduce((sum, rings) => sum + polygonArea(rings), 0));
    case "GeometryCollection":
      return squareMetres(geometry.geometries.reduce((sum, part) => sum + ellipsoidalArea(part), 0));
    default:
      return squareMetres(0);
  }
}

function polygonArea(rings: readonly (readonly Position[])[]): number {
  return rings.reduce((sum, ring, i) => {
    const area = geodesicPolygonArea(ring.map(([x, y]) => [x!, y!] as const));
    return i === 0 ? area : sum - area;
  }, 0);
}
