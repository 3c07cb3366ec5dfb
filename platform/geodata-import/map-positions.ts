import type { Geometry, Position } from "geojson";

/** The geometry with every position replaced. */
export function mapPositions(geometry: Geometry, change: (position: Position) => Position): Geometry {
  switch (geometry.type) {
    case "Point":
      return { type: "Point", coordinates: geometry.coordinates.length === 0 ? [] : change(geometry.coordinates) };
    case "MultiPoint":
    case "LineString":
      return { type: geometry.type, coordinates: geometry.coordinates.map(change) };
    case "Polygon":
    case "MultiLineString":
      return { type: geometry.type, coordinates: geometry.coordinates.map((part) => part.map(change)) };
    case "MultiPolygon":
      return {
        type: "MultiPolygon",
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(change))),
      };
    case "GeometryCollection":
      return { type: "GeometryCollection", geometries: geometry.geometries.map((part) => mapPositions(part, change)) };
  }
}
