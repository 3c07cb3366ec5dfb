import { DatabaseSync } from "node:sqlite";
import { crsFromEsriWkt, findCrs } from "#engine/projections";
import { decodeGeometryBlob, UnreadableGeometry } from "#platform/geopackage";
import { chooseLayer, importError } from "../import-errors.ts";
import { statedSystem } from "../stated-system.ts";
import type { LayerName, RawLayer, ReadVectorOptions, VectorFeature, VectorField } from "../vector-layer.ts";

interface GeometryColumn {
  readonly name: string;
  readonly column: string;
  readonly organization: string | null;
  readonly organizationId: number | null;
  readonly definition: string | null;
}

/**
 * Vector layer of a GeoPackage (OGC 12-128r18), through Node's own SQLite.
 * @throws TerraceError `geopackage-damaged`, `layer-unknown`, `layer-not-chosen`, `layer-missing`
 */
export function readGeoPackage(path: string, options: ReadVectorOptions): RawLayer {
  return opened(path, (database) => readLayer(path, database, options));
}

/** @throws TerraceError `geopackage-damaged` */
export function listGeoPackage(path: string): LayerName[] {
  return opened(path, (database) =>
    layersOf(database).map(({ name }) => {
      const count = database.prepare(`SELECT count(*) AS count FROM ${quoted(name)}`).get();
      return { name, rowCount: Number(count?.count) };
    }),
  );
}

function opened<T>(path: string, work: (database: DatabaseSync) => T): T {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      return work(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    throw importError(
      "geopackage-damaged",
      path,
      `不是完整的 GeoPackage（${error.message}）。请重新导出。`,
      `it is not a complete GeoPackage (${error.message}). Export it again.`,
      {},
      error,
    );
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function layersOf(database: DatabaseSync): GeometryColumn[] {
  return database
    .prepare(
      `SELECT g.table_name AS name, g.column_name AS "column", s.organization AS organization,
         s.organization_coordsys_id AS organizationId, s.definition AS definition
       FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name
         LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
       WHERE c.data_type = 'features' ORDER BY g.table_name`,
    )
    .all() as unknown as GeometryColumn[];
}

function readLayer(path: string, database: DatabaseSync, options: ReadVectorOptions): RawLayer {
  const layer = chooseLayer(path, layersOf(database), options.layer);
  const columns = database.prepare("SELECT name, type, pk FROM pragma_table_info(?)").all(layer.name) as unknown as {
    name: string;
    type: string;
    pk: number;
  }[];
  const attributes = columns.filter(({ name, pk }) => name !== layer.column && pk === 0);
  const rows = database.prepare(`SELECT * FROM ${quoted(layer.name)}`).iterate();
  const features: VectorFeature[] = [];
  for (const row of rows) {
    const blob = row[layer.column];
    features.push({
      properties: Object.fromEntries(attributes.map(({ name, type }) => [name, plainValue(row[name], type)])),
      geometry: blob instanceof Uint8Array ? decode(path, blob, features.length + 1) : null,
    });
  }
  return {
    name: layer.name,
    ...statedSystem(options, () => crsOf(layer)),
    encoding: undefined,
    fields: attributes.map(({ name, type }) => ({ name, type: fieldType(type) })),
    features,
    notes: [],
  };
}

function crsOf({ organization, organizationId, definition }: GeometryColumn): string | undefined {
  const code = `${organization}:${organizationId}`.toUpperCase();
  const known = findCrs(code);
  if (known !== undefined) return known.code;
  return definition === null || definition === "undefined" ? undefined : crsFromEsriWkt(definition);
}

function decode(path: string, blob: Uint8Array, feature: number): VectorFeature["geometry"] {
  try {
    return decodeGeometryBlob(blob);
  } catch (error) {
    if (!(error instanceof UnreadableGeometry)) throw error;
    throw importError(
      "geometry-unreadable",
      path,
      `第 ${feature} 个要素的图形无法读取（${error.message}）。曲线请先转为折线，或重新导出。`,
      `the geometry of feature ${feature} cannot be read (${error.message}). Turn curves into lines, or export again.`,
      { feature },
    );
  }
}

function fieldType(sqlType: string): VectorField["type"] {
  if (/^(TEXT|CHAR|VARCHAR)/i.test(sqlType)) return "text";
  if (/^BOOL/i.test(sqlType)) return "boolean";
  if (/^DATE/i.test(sqlType)) return "date";
  return /^(TINYINT|SMALLINT|MEDIUMINT|INT|FLOAT|DOUBLE|REAL|NUMERIC)/i.test(sqlType) ? "number" : "other";
}

function plainValue(value: unknown, sqlType: string): unknown {
  return /^BOOL/i.test(sqlType) && typeof value === "number" ? value !== 0 : value;
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && (error as { code?: unknown }).code === "ERR_SQLITE_ERROR";
}
