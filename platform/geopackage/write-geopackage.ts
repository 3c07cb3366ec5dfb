import { renameSync, rmSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Geometry } from "geojson";
import type { Extent } from "#engine/rasters";
import { encodeGeometryBlob, extentOfGeometry } from "./geometry-blob.ts";
import { outputError } from "./output-error.ts";
import { BASE_TABLES, COLUMN_TITLE_TABLES, FILE_MARKS, quoted } from "./schema.ts";
import { createSpatialIndex } from "./spatial-index.ts";
import { spatialReferenceRow, UNDEFINED_REFERENCES } from "./spatial-reference.ts";

export interface GeoPackageColumn {
  readonly name: string;
  readonly type: "text" | "integer" | "real" | "boolean";
  /** What a person reads in place of the name, with the unit. */
  readonly title?: string;
}

export interface GeoPackageFeature {
  readonly geometry: Geometry | null;
  /** In the order of the columns. */
  readonly values: readonly (string | number | boolean | null)[];
}

export interface GeoPackageLayer {
  readonly name: string;
  readonly description?: string;
  /** `EPSG:4549` and the like; coordinates are easting, northing or longitude, latitude. */
  readonly crs: string;
  /** Single geometries of a multi type are written as multi geometries. */
  readonly geometryType: "Point" | "LineString" | "Polygon" | "MultiPoint" | "MultiLineString" | "MultiPolygon";
  readonly columns: readonly GeoPackageColumn[];
  /** Read once, one at a time, so that a large layer never has to be in memory. */
  readonly features: Iterable<GeoPackageFeature>;
}

export interface GeoPackageOptions {
  /** Written as the time of the last change; without it, the time of writing. */
  readonly lastChange?: Date;
}

const COLUMN_TYPES = { text: "TEXT", integer: "INTEGER", real: "DOUBLE", boolean: "BOOLEAN" } as const;
const KEY = "fid";
const GEOMETRY = "geom";

/**
 * Writes vector layers as a GeoPackage 1.3 (OGC 12-128r18). The file is written beside its place and then renamed, so that
 * `path` never holds half a file; an older file there is replaced.
 *
 * @returns the number of features of each layer
 * @throws TerraceError `crs-unsupported`, `disk-full`, `file-not-written` (folder missing, no permission …)
 */
export function writeGeoPackage(
  path: string,
  layers: readonly GeoPackageLayer[],
  options: GeoPackageOptions = {},
): number[] {
  const partial = `${path}.partial-${process.pid}`;
  rmSync(partial, { force: true });
  try {
    const database = open(partial, path);
    let counts: number[];
    try {
      // No rollback journal is needed: the file does not exist for anybody before it is renamed.
      database.exec(`PRAGMA journal_mode = OFF; ${FILE_MARKS} BEGIN; ${BASE_TABLES}`);
      if (layers.some(({ columns }) => columns.some(({ title }) => title !== undefined))) {
        database.exec(COLUMN_TITLE_TABLES);
      }
      writeReferences(database, layers);
      counts = layers.map((layer) => writeLayer(database, layer, options));
      database.exec("COMMIT");
    } finally {
      database.close();
    }
    renameSync(partial, path);
    return counts;
  } catch (error) {
    throw outputError(path, error);
  } finally {
    rmSync(partial, { force: true });
  }
}

function open(partial: string, path: string): DatabaseSync {
  try {
    return new DatabaseSync(partial);
  } catch (error) {
    throw outputError(path, error);
  }
}

function writeReferences(database: DatabaseSync, layers: readonly GeoPackageLayer[]): void {
  const insert = database.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)");
  const codes = new Set(["EPSG:4326", ...layers.map(({ crs }) => crs)]);
  for (const row of [...UNDEFINED_REFERENCES, ...[...codes].map(spatialReferenceRow)]) {
    insert.run(row.name, row.srsId, row.organization, row.organizationId, row.definition);
  }
}

function writeLayer(database: DatabaseSync, layer: GeoPackageLayer, options: GeoPackageOptions): number {
  const { name, columns, geometryType } = layer;
  const { srsId } = spatialReferenceRow(layer.crs);
  const definitions = columns.map((column) => `, ${quoted(column.name)} ${COLUMN_TYPES[column.type]}`).join("");
  const sqlType = geometryType.toUpperCase();
  database.exec(
    `CREATE TABLE ${quoted(name)} (${KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${GEOMETRY} ${sqlType}${definitions})`,
  );
  database
    .prepare(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
    )
    .run(name, "features", name, layer.description ?? "", srsId);
  database.prepare("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)").run(name, GEOMETRY, sqlType, srsId);
  writeTitles(database, layer);

  const index = createSpatialIndex(database, name, GEOMETRY, KEY);
  const insert = database.prepare(`INSERT INTO ${quoted(name)} VALUES (?, ?${", ?".repeat(columns.length)})`);
  const { count, extent } = insertFeatures(insert, index.insert, layer, srsId);
  index.finish();
  if (extent !== undefined) {
    database
      .prepare("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?")
      .run(extent.minX, extent.minY, extent.maxX, extent.maxY, name);
  }
  if (options.lastChange !== undefined) {
    database
      .prepare("UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?")
      .run(options.lastChange.toISOString(), name);
  }
  return count;
}

function insertFeatures(
  insert: StatementSync,
  insertIntoIndex: StatementSync,
  layer: GeoPackageLayer,
  srsId: number,
): { readonly count: number; readonly extent: Extent | undefined } {
  let count = 0;
  let whole: Extent | undefined;
  for (const { geometry, values } of layer.features) {
    count++;
    const extent = geometry === null ? undefined : extentOfGeometry(geometry);
    const blob = geometry === null ? null : encodeGeometryBlob(asDeclared(geometry, layer.geometryType), srsId, extent);
    insert.run(count, blob, ...values.map(sqlValue));
    if (extent === undefined) continue;
    insertIntoIndex.run(count, extent.minX, extent.maxX, extent.minY, extent.maxY);
    whole = whole === undefined ? extent : union(whole, extent);
  }
  return { count, extent: whole };
}

function writeTitles(database: DatabaseSync, { name, columns }: GeoPackageLayer): void {
  for (const column of columns) {
    if (column.title === undefined) continue;
    database
      .prepare("INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (?, ?, ?, ?)")
      .run(name, column.name, column.title, column.title);
  }
}

function asDeclared(geometry: Geometry, declared: GeoPackageLayer["geometryType"]): Geometry {
  if (geometry.type !== "GeometryCollection" && `Multi${geometry.type}` === declared) {
    return { type: declared, coordinates: [geometry.coordinates] } as Geometry;
  }
  return geometry;
}

function sqlValue(value: string | number | boolean | null): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

function union(a: Extent, b: Extent): Extent {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}
