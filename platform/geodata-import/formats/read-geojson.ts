import type { Geometry, Position } from "geojson";
import { findCrs } from "#engine/projections";
import { importError } from "../import-errors.ts";
import { statedSystem } from "../stated-system.ts";
import { decodeUnmarked } from "../text-encoding.ts";
import type { RawLayer, ReadVectorOptions, VectorFeature, VectorField } from "../vector-layer.ts";

/**
 * GeoJSON (RFC 7946), and its 2008 form with a `crs` member, which desktop programs still write.
 * @throws TerraceError `geojson-damaged`
 */
export function readGeoJson(path: string, name: string, bytes: Uint8Array, options: ReadVectorOptions): RawLayer {
  return layerOfGeoJson(path, name, parseGeoJson(path, bytes), options);
}

/** @throws TerraceError `geojson-damaged` */
export function layerOfGeoJson(
  path: string,
  name: string,
  document: Readonly<Record<string, unknown>>,
  options: ReadVectorOptions = {},
): RawLayer {
  const list = document.type === "FeatureCollection" ? document.features : [document];
  if (!Array.isArray(list)) throw notGeoJson(path, "没有 features 数组", "it has no array of features");
  const features = list.map((item, i): VectorFeature => {
    const feature = asObject(item);
    const isFeature = feature?.type === "Feature";
    if (feature === undefined || (!isFeature && document.type === "FeatureCollection")) {
      throw notGeoJson(path, `第 ${i + 1} 项不是要素`, `item ${i + 1} is not a feature`);
    }
    const geometry = isFeature ? feature.geometry : feature;
    if (geometry !== null && geometry !== undefined && !isGeometry(geometry)) {
      throw notGeoJson(
        path,
        `第 ${i + 1} 个要素的图形不合格式`,
        `the geometry of feature ${i + 1} is not as the format has it`,
      );
    }
    return {
      properties: asObject(feature.properties) ?? {},
      geometry: (geometry as Geometry | null | undefined) ?? null,
    };
  });
  return {
    name: typeof document.name === "string" ? document.name : name,
    ...statedSystem(options, () => statedCrs(path, document.crs)),
    encoding: undefined,
    fields: fieldsOf(features),
    features,
    notes: [],
  };
}

/** Fields in the order in which features first use them. */
export function fieldsOf(features: readonly VectorFeature[]): VectorField[] {
  const types = new Map<string, VectorField["type"]>();
  for (const { properties } of features) {
    for (const [name, value] of Object.entries(properties)) {
      const known = types.get(name);
      if (value === null || value === undefined) types.set(name, known ?? "other");
      else if (known === undefined || known === "other") types.set(name, typeOf(value));
      else if (known !== typeOf(value)) types.set(name, "text");
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function typeOf(value: unknown): VectorField["type"] {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "other";
}

/** @throws TerraceError `geojson-damaged` */
export function parseGeoJson(path: string, bytes: Uint8Array): Record<string, unknown> {
  // RFC 8259 wants UTF-8; Chinese Windows programs have been seen to write GBK all the same.
  try {
    const document = asObject(JSON.parse(decodeUnmarked(bytes)));
    if (document !== undefined) return document;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notGeoJson(path, `不是完整的 JSON（${error.message}）`, `it is not complete JSON (${error.message})`);
  }
  throw notGeoJson(path, "最外层不是对象", "its outermost value is not an object");
}

function statedCrs(path: string, crs: unknown): string {
  const name = asObject(asObject(crs)?.properties)?.name;
  // RFC 7946, 4: without a member it is WGS 84 in longitude, latitude.
  if (typeof name !== "string" || /CRS:?84$/i.test(name)) return "EPSG:4326";
  const known = findCrs(name);
  if (known !== undefined) return known.code;
  throw importError(
    "crs-unknown",
    path,
    `不支持坐标系 ${name}。请先转换到 CGCS2000（如 EPSG:4549）或指明坐标系。`,
    `coordinate system ${name} is not supported. Convert to CGCS2000 (e.g. EPSG:4549) or state the system.`,
    { crs: name },
  );
}

const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

function isGeometry(value: unknown): value is Geometry {
  const geometry = asObject(value);
  if (geometry === undefined) return false;
  if (geometry.type === "GeometryCollection") {
    return Array.isArray(geometry.geometries) && geometry.geometries.every(isGeometry);
  }
  const depth = DEPTHS[String(geometry.type)];
  return depth !== undefined && isNestedPositions(geometry.coordinates, depth);
}

function isNestedPositions(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth > 0) return value.every((part) => isNestedPositions(part, depth - 1));
  const position = value as Position;
  return position.length === 0 || (Number.isFinite(position[0]) && Number.isFinite(position[1]));
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function notGeoJson(path: string, zh: string, en: string) {
  return importError(
    "geojson-damaged",
    path,
    `不是有效的 GeoJSON：${zh}。请重新导出。`,
    `it is not valid GeoJSON: ${en}. Export it again.`,
  );
}
