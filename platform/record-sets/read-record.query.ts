import { sql } from "kysely";
import { TerraceError } from "#errors";
import type { Transaction } from "#platform/database";
import { columnsOf, type ListedRecord, listedRecord } from "./list-records.query.ts";
import type { RecordSet } from "./record-set.ts";

export interface FullRecord extends ListedRecord {
  /** GeoJSON in EPSG:4490, seven decimals (about a centimetre); null where it has none. */
  readonly geometry: object | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * One record.
 * @throws TerraceError `record-unknown` where there is none that the session may see
 */
export async function readRecord(transaction: Transaction, set: RecordSet, id: string): Promise<FullRecord> {
  // What is no id names no record; the database would take it for a fault of the program.
  if (!UUID.test(id)) throw recordUnknown(set, id);
  const geometry = set.geometry === null ? sql`null` : sql`ST_AsGeoJSON(record.geometry, 7)::json`;
  const { rows } = await sql<Record<string, unknown>>`
    select ${columnsOf(set)}, ${geometry} as geometry
    from ${sql.table(set.relation)} as record where record.id = ${id}`.execute(transaction);
  const [row] = rows;
  if (row === undefined) throw recordUnknown(set, id);
  return { ...listedRecord(set, row), geometry: row.geometry as object | null };
}

export function recordUnknown(set: RecordSet, id: string): TerraceError {
  return new TerraceError({
    code: "record-unknown",
    userMessage: `没有找到这条${set.titleZh}记录：它可能已被删除，或不在您的管辖范围内。请从列表重新进入。`,
    message: `There is no such record in ${set.id}, or it is outside your area. Start again from the list.`,
    details: { recordSet: set.id, id },
  });
}
