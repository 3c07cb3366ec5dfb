import type { Geometry } from "geojson";
import { type DataTable, isNothing, readCoordinate } from "#platform/tables";
import { plainName } from "./field-mapping.ts";
import { geometryOfText } from "./geometry-text.ts";
import type { ImportDecisions } from "./http-contract.ts";

/** A row whose place cannot be read. */
export interface CoordinateFault {
  /** From 0. */
  readonly index: number;
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

type CoordinateFields = NonNullable<ImportDecisions["coordinateFields"]>;

/** Plain names of columns, the likeliest first. In surveying X points north; which way it was meant shows in the numbers. */
const X_NAMES = [
  "经度",
  "东经",
  "longitude",
  "lon",
  "lng",
  "long",
  "东坐标",
  "横坐标",
  "x",
  "x坐标",
  "坐标x",
  "pointx",
];
const Y_NAMES = ["纬度", "北纬", "latitude", "lat", "北坐标", "纵坐标", "y", "y坐标", "坐标y", "pointy"];
const GEOMETRY_NAMES = [
  "wkt",
  "geometry",
  "geom",
  "坐标串",
  "边界坐标",
  "拐点坐标",
  "坐标",
  "图形",
  "shape",
  "范围坐标",
];

/** The columns of a table that look like coordinates. */
export function coordinateFieldsOf(fields: readonly string[]): CoordinateFields {
  const find = (names: readonly string[]) =>
    names.flatMap((name) => fields.filter((field) => plainName(field) === name))[0] ??
    names
      .filter((name) => name.length > 1)
      .flatMap((name) => fields.filter((field) => plainName(field).endsWith(name)))[0] ??
    null;
  const x = find(X_NAMES);
  const y = find(Y_NAMES);
  const hasPair = x !== null && y !== null && x !== y;
  return { x: hasPair ? x : null, y: hasPair ? y : null, geometry: hasPair ? null : find(GEOMETRY_NAMES) };
}

/** The geometry of each row; null where it has none or one that cannot be read, which is told. */
export function locateRows(
  table: DataTable,
  { x, y, geometry }: CoordinateFields,
  isPolygon: boolean,
): { readonly geometries: readonly (Geometry | null)[]; readonly faults: readonly CoordinateFault[] } {
  const faults: CoordinateFault[] = [];
  const at = (field: string | null) => (field === null ? -1 : table.fields.indexOf(field));
  const [xAt, yAt, geometryAt] = [at(x), at(y), at(geometry)];
  const geometries = table.rows.map(({ values }, index): Geometry | null => {
    if (geometryAt >= 0) {
      const value = values[geometryAt] ?? null;
      if (isNothing(value)) return null;
      const found = geometryOfText(value, isPolygon);
      if (found !== undefined) return found;
      faults.push({
        index,
        field: geometry!,
        zh: "不是坐标串，应如“121.10,37.20;121.20,37.20;121.20,37.30”或 WKT",
        en: "it is no list of coordinates; write 121.10,37.20;121.20,37.20;121.20,37.30 or WKT",
      });
      return null;
    }
    if (xAt < 0 || yAt < 0) return null;
    const pair = [
      [x!, values[xAt] ?? null],
      [y!, values[yAt] ?? null],
    ] as const;
    if (pair.every(([, value]) => isNothing(value))) return null;
    const position = pair.map(([field, value]) => {
      const reading = isNothing(value)
        ? { fault: { zh: "坐标只填了一个", en: "only one coordinate is there" } }
        : readCoordinate(value);
      if ("value" in reading) return reading.value;
      faults.push({ index, field, ...reading.fault });
      return Number.NaN;
    });
    return position.every(Number.isFinite) ? { type: "Point", coordinates: position } : null;
  });
  return { geometries, faults };
}
