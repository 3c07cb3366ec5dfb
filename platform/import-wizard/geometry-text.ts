import type { Geometry, Position } from "geojson";
import { plainText } from "#platform/tables";

/**
 * A geometry written in a cell: WKT, GeoJSON, or corners as `121.1,37.1;121.2,37.1;…`, which are taken as a polygon from three on.
 * @returns undefined where it is none of these
 */
export function geometryOfText(value: unknown, isPolygon: boolean): Geometry | undefined {
  const text = plainText(typeof value === "string" ? value : null);
  if (text === "") return undefined;
  if (text.startsWith("{")) return geometryOfJson(text);
  return geometryOfWkt(text) ?? geometryOfCorners(text, isPolygon);
}

const JSON_TYPES = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];

function geometryOfJson(text: string): Geometry | undefined {
  try {
    const value = JSON.parse(text) as { type?: unknown; coordinates?: unknown };
    const isGeometry = JSON_TYPES.includes(String(value.type)) && Array.isArray(value.coordinates);
    return isGeometry ? (value as Geometry) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const WKT_TYPES: Readonly<Record<string, Geometry["type"]>> = {
  POINT: "Point",
  MULTIPOINT: "MultiPoint",
  LINESTRING: "LineString",
  MULTILINESTRING: "MultiLineString",
  POLYGON: "Polygon",
  MULTIPOLYGON: "MultiPolygon",
};

/** OGC 06-103r4, 7.2: the brackets nest as the arrays of GeoJSON do. */
function geometryOfWkt(text: string): Geometry | undefined {
  const match = /^(?:SRID=\d+;)?([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))$/is.exec(text);
  const type = match === null ? undefined : WKT_TYPES[match[1]!.toUpperCase()];
  if (match === null || type === undefined) return undefined;
  const json = match[2]!
    .replace(/[-+.\deE]+(?:\s+[-+.\deE]+)+/g, (numbers) => `[${numbers.trim().split(/\s+/).map(Number).join(",")}]`)
    .replaceAll("(", "[")
    .replaceAll(")", "]");
  try {
    const nested = JSON.parse(json) as unknown[];
    // A point's bracket holds the position itself; the points of a multipoint may have brackets of their own or none.
    if (type === "Point") return { type, coordinates: nested[0] as Position };
    if (type === "MultiPoint") {
      return {
        type,
        coordinates: nested.map((point) =>
          Array.isArray((point as unknown[])[0]) ? (point as Position[])[0]! : (point as Position),
        ),
      };
    }
    return { type, coordinates: nested } as Geometry;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function geometryOfCorners(text: string, isPolygon: boolean): Geometry | undefined {
  const parts = text.split(/[;；\n|]+/).filter((part) => part.trim() !== "");
  const corners = parts.map((part) =>
    part
      .trim()
      .split(/[,，\s]+/)
      .map(Number),
  );
  if (corners.some((corner) => corner.length < 2 || corner.some((number) => !Number.isFinite(number))))
    return undefined;
  const [first] = corners;
  if (first === undefined) return undefined;
  if (corners.length === 1) return { type: "Point", coordinates: first };
  if (!isPolygon || corners.length < 3) return { type: "LineString", coordinates: corners };
  const last = corners.at(-1)!;
  const isClosed = last[0] === first[0] && last[1] === first[1];
  return { type: "Polygon", coordinates: [isClosed ? corners : [...corners, first]] };
}
