import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database";
import { readRelationFacts } from "./relation-facts.ts";

/** To fetch a larger part of the rows one by one takes longer than to look through the table. */
const GREATEST_SHARE = 0.2;

export interface RowsInBoxOptions {
  /** Also the rows that have no geometry. */
  readonly isWithoutGeometryToo?: boolean;
  /** Only the first rows by some index are wanted, and so many: of many that match, that index has them sooner. */
  readonly wanted?: number;
}

/**
 * A condition in columns of the relation, which must stand in the query under its own name or as the only relation: rows whose geometry
 * has a box in common with that of `shape`. Found by the spatial index in spite of row-level security where the relation's content is
 * counted (`rows_in_box`) and there are not too many.
 * @param shape a geometry in EPSG:4490
 */
export async function rowsInBox(
  tx: Transaction,
  relation: string,
  geometryColumn: string,
  shape: RawBuilder<unknown>,
  { isWithoutGeometryToo = false, wanted }: RowsInBoxOptions = {},
): Promise<RawBuilder<boolean>> {
  const { isCounted, name } = await readRelationFacts(tx, relation);
  const geometry = sql.id(geometryColumn);
  const plain = isWithoutGeometryToo
    ? sql<boolean>`(${geometry} is null or ${geometry} && ${shape})`
    : sql<boolean>`${geometry} && ${shape}`;
  if (!isCounted) return plain;
  const { rows } = await sql<{ inBox: number | null; all: number | null }>`
    select in_box as "inBox", rows as all from vector_tiles.estimate_in_box(${name}, ${geometryColumn}, ${shape})`.execute(
    tx,
  );
  const { inBox, all } = rows[0]!;
  if (inBox !== null && all !== null) {
    // An index in another order passes all / inBox rows for each that is wanted; as many as are in the box where both are alike.
    const most = Math.min(all * GREATEST_SHARE, wanted === undefined ? all : Math.sqrt(wanted * all));
    if (inBox > most && inBox > 1000) return plain;
  }
  const places = isWithoutGeometryToo
    ? sql`vector_tiles.rows_in_box_or_nowhere(${name}, ${geometryColumn}, ${shape})`
    : sql`vector_tiles.rows_in_box(${name}, ${geometryColumn}, ${shape})`;
  return sql<boolean>`ctid = any (array(select unnest(${places})))`;
}
