import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database";
import { readRelationFacts } from "./relation-facts.ts";

/** Fetching more rows by their places takes longer than looking through the table. */
const MOST_PLACES = 20_000;

/**
 * A condition in columns of the relation, which must stand in the query under its own name or as the only relation: rows whose geometry
 * has a box in common with that of `shape`. Found by the spatial index in spite of row-level security where the relation's content is
 * counted (`rows_in_box`) and there are not too many.
 * @param shape a geometry in EPSG:4490
 * @param isWithoutGeometryToo also the rows that have no geometry
 */
export async function rowsInBox(
  tx: Transaction,
  relation: string,
  geometryColumn: string,
  shape: RawBuilder<unknown>,
  { isWithoutGeometryToo = false }: { readonly isWithoutGeometryToo?: boolean } = {},
): Promise<RawBuilder<boolean>> {
  const { isCounted, name } = await readRelationFacts(tx, relation);
  const geometry = sql.id(geometryColumn);
  const plain = isWithoutGeometryToo
    ? sql<boolean>`(${geometry} is null or ${geometry} && ${shape})`
    : sql<boolean>`${geometry} && ${shape}`;
  if (!isCounted) return plain;
  const places = sql`vector_tiles.some_rows_in_box(${name}, ${geometryColumn}, ${shape}, ${isWithoutGeometryToo}, ${MOST_PLACES})`;
  const { rows } = await sql<{ isMany: boolean }>`select ${places} is null as "isMany"`.execute(tx);
  return rows[0]!.isMany ? plain : sql<boolean>`ctid = any (array(select unnest(${places})))`;
}
