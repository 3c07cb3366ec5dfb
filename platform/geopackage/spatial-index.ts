import type { DatabaseSync, StatementSync } from "node:sqlite";
import { quoted } from "./schema.ts";

export interface SpatialIndexWriter {
  readonly insert: StatementSync;
  /** Adds what keeps the index true when another program edits the table later. */
  finish(): void;
}

/**
 * The R-tree of a geometry column (OGC 12-128r18, annex F.3). While we fill the table the index is filled by hand; the
 * triggers come last, because they call spatial functions that only the later editor has.
 */
export function createSpatialIndex(
  database: DatabaseSync,
  table: string,
  column: string,
  key: string,
): SpatialIndexWriter {
  const indexName = `rtree_${table}_${column}`;
  const index = quoted(indexName);
  database.exec(`CREATE VIRTUAL TABLE ${index} USING rtree(id, minx, maxx, miny, maxy)`);
  database
    .prepare("INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')")
    .run(table, column, "http://www.geopackage.org/spec120/#extension_rtree");
  const insert = database.prepare(`INSERT INTO ${index} VALUES (?, ?, ?, ?, ?)`);
  const finish = (): void => {
    const on = quoted(table);
    const geometry = quoted(column);
    const id = quoted(key);
    const isFilled = (row: string) => `(${row}.${geometry} NOTNULL AND NOT ST_IsEmpty(${row}.${geometry}))`;
    const isMissing = (row: string) => `(${row}.${geometry} ISNULL OR ST_IsEmpty(${row}.${geometry}))`;
    const put =
      `INSERT OR REPLACE INTO ${index} VALUES (NEW.${id}, ST_MinX(NEW.${geometry}), ST_MaxX(NEW.${geometry}), ` +
      `ST_MinY(NEW.${geometry}), ST_MaxY(NEW.${geometry}))`;
    const drop = (ids: string) => `DELETE FROM ${index} WHERE id IN (${ids})`;
    const trigger = (name: string, event: string, condition: string, ...actions: readonly string[]): void => {
      database.exec(
        `CREATE TRIGGER ${quoted(`${indexName}_${name}`)} AFTER ${event} ON ${on} WHEN ${condition} ` +
          `BEGIN ${actions.map((action) => `${action};`).join(" ")} END`,
      );
    };
    const keeps = `OLD.${id} = NEW.${id}`;
    const moves = `OLD.${id} != NEW.${id}`;
    trigger("insert", "INSERT", isFilled("NEW"), put);
    trigger("update6", `UPDATE OF ${geometry}`, `${keeps} AND ${isFilled("NEW")} AND ${isFilled("OLD")}`, put);
    trigger("update7", `UPDATE OF ${geometry}`, `${keeps} AND ${isFilled("NEW")} AND ${isMissing("OLD")}`, put);
    trigger("update2", `UPDATE OF ${geometry}`, `${keeps} AND ${isMissing("NEW")}`, drop(`OLD.${id}`));
    trigger("update5", "UPDATE", `${moves} AND ${isFilled("NEW")}`, drop(`OLD.${id}`), put);
    trigger("update4", "UPDATE", `${moves} AND ${isMissing("NEW")}`, drop(`OLD.${id}, NEW.${id}`));
    trigger("delete", "DELETE", `OLD.${geometry} NOT NULL`, drop(`OLD.${id}`));
  };
  return { insert, finish };
}
