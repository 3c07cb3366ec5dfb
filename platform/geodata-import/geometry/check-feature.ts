import type { Geometry, Position } from "geojson";
import type { GeometryKind, ImportNote } from "../vector-layer.ts";
import { cleanGeometry, KINDS, ofKind } from "./clean-features.ts";
import { closedLine } from "./close-lines.ts";
import { UnrepairablePolygon } from "./repair-polygons.ts";

export interface GeometryDefect {
  readonly what: ImportNote;
  readonly severity: "refused" | "repaired";
  /** In the system of the geometry. */
  readonly place: Position | undefined;
}

export interface CheckedGeometry {
  /** Two-dimensional and valid; null where nothing usable is left. */
  readonly geometry: Geometry | null;
  readonly defects: readonly GeometryDefect[];
}

const KIND_NAMES: Readonly<Record<GeometryKind, readonly [string, string]>> = {
  polygon: ["面", "a polygon"],
  line: ["线", "a line"],
  point: ["点", "a point"],
};

/**
 * One geometry made fit for a target: of its kind, two-dimensional, valid. What was wrong is told with its place; what cannot
 * be mended is refused.
 * @param closesLines whether lines that close, or nearly do, become polygons
 */
export function checkGeometry(geometry: Geometry | null, kind: GeometryKind, closesLines: boolean): CheckedGeometry {
  const defects: GeometryDefect[] = [];
  const report = (severity: GeometryDefect["severity"], code: string, zh: string, en: string, place?: Position) => {
    defects.push({ what: { code, zh, en }, severity, place });
  };
  if (geometry === null || isEmpty(geometry)) {
    report("refused", "geometry-empty", "没有图形", "there is no geometry");
    return { geometry: null, defects };
  }
  const { flat, hadHeights } = flattened(geometry);
  const first = firstPosition(flat);
  if (hadHeights)
    report("repaired", "heights-dropped", "坐标中的高程（Z）没有保留", "heights (Z) were left out", first);
  const closed = kind === "polygon" && closesLines ? closedLine(flat) : undefined;
  if (closed !== undefined) {
    const [zh, en] =
      closed.gap === 0
        ? ["闭合的线已转为面", "a closed line was made a polygon"]
        : ["首尾相距很近的线已闭合为面", "a line with a small gap was closed to a polygon"];
    report("repaired", closed.gap === 0 ? "line-closed" : "line-gap-closed", zh, en, closed.place);
  }
  const fitting = closed?.geometry ?? ofKind(flat, kind);
  if (fitting === null || (KINDS[fitting.type] !== kind && fitting.type !== "GeometryCollection")) {
    const actual = KINDS[flat.type];
    const [zh, en] = KIND_NAMES[kind];
    const [actualZh, actualEn] = actual === undefined ? ["混合图形", "a collection"] : KIND_NAMES[actual];
    const hint = kind === "polygon" && actual === "line" ? ["（线没有闭合）", " (the line does not close)"] : ["", ""];
    report(
      "refused",
      "wrong-kind",
      `图形是${actualZh}，应为${zh}${hint[0]}`,
      `the geometry is ${actualEn}, it should be ${en}${hint[1]}`,
      first,
    );
    return { geometry: null, defects };
  }
  try {
    const clean = cleanGeometry(fitting, (what, place) => defects.push({ what, severity: "repaired", place }));
    if (clean === null)
      report(
        "refused",
        "geometry-degenerate",
        "图形没有围成面积或没有长度",
        "the geometry has neither area nor length",
        first,
      );
    return { geometry: clean, defects };
  } catch (error) {
    if (!(error instanceof UnrepairablePolygon)) throw error;
    report(
      "refused",
      "geometry-not-repairable",
      "边界自相交过多，无法自动修复，请在 GIS 软件中修正",
      "the border crosses itself too often to be mended; correct it in a GIS",
      error.place,
    );
    return { geometry: null, defects };
  }
}

function isEmpty(geometry: Geometry): boolean {
  return geometry.type === "GeometryCollection"
    ? geometry.geometries.every(isEmpty)
    : geometry.coordinates.length === 0;
}

function flattened(geometry: Geometry): { readonly flat: Geometry; readonly hadHeights: boolean } {
  let hadHeights = false;
  const flatten = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    if (typeof value[0] !== "number") return value.map(flatten);
    if (value.length > 2) hadHeights = true;
    return value.slice(0, 2);
  };
  const flat = (part: Geometry): Geometry =>
    part.type === "GeometryCollection"
      ? { type: "GeometryCollection", geometries: part.geometries.map(flat) }
      : ({ type: part.type, coordinates: flatten(part.coordinates) } as Geometry);
  return { flat: flat(geometry), hadHeights };
}

function firstPosition(geometry: Geometry): Position | undefined {
  if (geometry.type === "GeometryCollection") return geometry.geometries.map(firstPosition).find((place) => place);
  let value: unknown = geometry.coordinates;
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0];
  return Array.isArray(value) && typeof value[0] === "number" ? (value as Position) : undefined;
}
