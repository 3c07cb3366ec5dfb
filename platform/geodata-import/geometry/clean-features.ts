import type { Geometry, Position } from "geojson";
import { TerraceError } from "#errors";
import { mapPositions } from "../map-positions.ts";
import type { GeometryKind, GeometryRepair, ImportNote, VectorFeature } from "../vector-layer.ts";
import { repairPolygons, UnrepairablePolygon } from "./repair-polygons.ts";

export interface CleanedFeatures {
  readonly features: readonly VectorFeature[];
  readonly repairs: readonly GeometryRepair[];
  readonly notes: readonly ImportNote[];
}

const EMPTY: ImportNote = { code: "geometry-empty", zh: "要素没有图形", en: "the feature has no geometry" };

export const KINDS: Readonly<Record<Geometry["type"], GeometryKind | undefined>> = {
  Point: "point",
  MultiPoint: "point",
  LineString: "line",
  MultiLineString: "line",
  Polygon: "polygon",
  MultiPolygon: "polygon",
  GeometryCollection: undefined,
};

const KIND_NAMES: Readonly<Record<GeometryKind, { readonly zh: string; readonly en: string }>> = {
  polygon: { zh: "面", en: "polygons" },
  line: { zh: "线", en: "lines" },
  point: { zh: "点", en: "points" },
};

/**
 * Makes every geometry two-dimensional and valid, and reports what was wrong and where. With `kind`, features without a
 * geometry of that kind are left out.
 * @throws TerraceError `geometry-not-repairable`
 */
export function cleanFeatures(
  features: readonly VectorFeature[],
  kind: GeometryKind | undefined,
  locate: (position: Position) => GeometryRepair["place"],
): CleanedFeatures {
  const repairs: GeometryRepair[] = [];
  const kept: VectorFeature[] = [];
  let leftOut = 0;
  let hadHeights = false;
  // A layer of attributes alone is told of by one note, not feature by feature.
  const isSpatial = features.some(({ geometry }) => geometry !== null);
  for (const [i, { properties, geometry }] of features.entries()) {
    const report = (what: ImportNote, place?: Position) =>
      repairs.push({ feature: i + 1, place: place === undefined ? undefined : locate(place), what });
    const flat =
      geometry === null
        ? null
        : mapPositions(geometry, (position) => {
            hadHeights ||= position.length > 2;
            return position.length > 2 ? position.slice(0, 2) : position;
          });
    const wanted = flat === null ? null : ofKind(flat, kind);
    const clean = wanted === null ? null : cleanFeature(i + 1, wanted, report, locate);
    if (flat !== null && wanted === null) leftOut++;
    else if (clean === null && isSpatial) report(EMPTY);
    if (clean !== null || kind === undefined) kept.push({ properties, geometry: clean });
  }
  const notes: ImportNote[] = [];
  if (hadHeights) {
    notes.push({
      code: "heights-dropped",
      zh: "坐标中的高程（Z）没有保留。",
      en: "Heights (Z) in the coordinates were left out.",
    });
  }
  if (leftOut > 0 && kind !== undefined) {
    const { zh, en } = KIND_NAMES[kind];
    notes.push({
      code: "other-geometries-dropped",
      zh: `${leftOut} 个要素不是${zh}，没有导入。`,
      en: `${leftOut} features are not ${en} and were not imported.`,
    });
  }
  return { features: kept, repairs, notes };
}

/** The part of a geometry that is of the kind, or null. */
export function ofKind(geometry: Geometry, kind: GeometryKind | undefined): Geometry | null {
  if (kind === undefined || KINDS[geometry.type] === kind) return geometry;
  if (geometry.type !== "GeometryCollection" || kind !== "polygon") return null;
  const polygons = geometry.geometries.flatMap((part) => {
    if (part.type === "Polygon") return [part.coordinates];
    return part.type === "MultiPolygon" ? part.coordinates : [];
  });
  return polygons.length === 0 ? null : { type: "MultiPolygon", coordinates: polygons };
}

function cleanFeature(
  feature: number,
  geometry: Geometry,
  report: (what: ImportNote, place?: Position) => void,
  locate: (position: Position) => GeometryRepair["place"],
): Geometry | null {
  try {
    return cleanGeometry(geometry, report);
  } catch (error) {
    if (!(error instanceof UnrepairablePolygon)) throw error;
    const place = error.place === undefined ? undefined : locate(error.place);
    const where = place === undefined ? "" : ` (${place.longitude.toFixed(6)}, ${place.latitude.toFixed(6)})`;
    throw new TerraceError({
      code: "geometry-not-repairable",
      userMessage: `第 ${feature} 个要素的边界${where}自相交过多，无法自动修复。请在 GIS 软件中修正后再导入。`,
      message: `The border of feature ${feature}${where} crosses itself too often to be mended. Correct it in a GIS, then import again.`,
      details: { feature, place },
      cause: error,
    });
  }
}

export function cleanGeometry(
  geometry: Geometry,
  report: (what: ImportNote, place?: Position) => void,
): Geometry | null {
  if (geometry.type === "GeometryCollection") {
    const parts = geometry.geometries.map((part) => cleanGeometry(part, report)).filter((part) => part !== null);
    return parts.length === 0 ? null : { type: "GeometryCollection", geometries: parts };
  }
  if (geometry.coordinates.length === 0) return null;
  if (geometry.type === "LineString") return cleanLines([geometry.coordinates], report);
  if (geometry.type === "MultiLineString") return cleanLines(geometry.coordinates, report);
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return geometry;
  const polygons = repairPolygons(
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
    ({ what, place }) => report(what, place),
  );
  const [only, ...others] = polygons;
  if (only === undefined) return null;
  return others.length === 0 ? { type: "Polygon", coordinates: only } : { type: "MultiPolygon", coordinates: polygons };
}

/** Lines of at least two different points. */
function cleanLines(
  lines: readonly (readonly Position[])[],
  report: (what: ImportNote, place?: Position) => void,
): Geometry | null {
  const kept = lines.filter((line) => {
    const first = line[0];
    const isLong = line.some((point) => point[0] !== first![0] || point[1] !== first![1]);
    if (!isLong) {
      const what = {
        code: "too-few-points",
        zh: "线不足两个不同的点，已去掉",
        en: "a line of fewer than two different points was left out",
      };
      report(what, first);
    }
    return isLong;
  });
  const coordinates = kept.map((line) => [...line]);
  const [only, ...others] = coordinates;
  if (only === undefined) return null;
  return others.length === 0 ? { type: "LineString", coordinates: only } : { type: "MultiLineString", coordinates };
}
