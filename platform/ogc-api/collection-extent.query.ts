import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { fieldOf, type RecordSet } from "#platform/record-sets";

export interface CollectionExtent {
  /** West, south, east, north; null where no visible feature has a place. */
  readonly bbox: readonly [number, number, number, number] | null;
  /** First and last day; null where the set knows none or no visible feature has one. */
  readonly days: readonly [string | null, string | null] | null;
}

/** Where and when the features lie that the session sees. */
export async function readExtent(tx: Transaction, set: RecordSet): Promise<CollectionExtent> {
  const box = set.geometry === null ? sql`null::box2d` : sql`ST_Extent(geometry)`;
  const begins = set.period === undefined ? sql`null::date` : dayOf(set, set.period.from);
  const ends = set.period === undefined ? sql`null::date` : dayOf(set, set.period.to ?? set.period.from);
  const { rows } = await sql<{
    west: number | null;
    south: number;
    east: number;
    north: number;
    first: string | null;
    last: string | null;
    isOpen: boolean | null;
  }>`
    select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north, first::text, last::text, "isOpen"
    from (
      select ${box} as box, min(${begins}) as first, max(${ends}) as last, bool_or(${begins} is not null and ${ends} is null) as "isOpen"
      from ${sql.table(set.relation)}
    ) as extent`.execute(tx);
  const { west, south, east, north, first, last, isOpen } = rows[0]!;
  const hasDays = first !== null || last !== null;
  return {
    bbox: west === null ? null : [west, south, east, north],
    days: hasDays ? [first, isOpen === true ? null : last] : null,
  };
}

function dayOf(set: RecordSet, name: string) {
  const { column, kind } = fieldOf(set, name);
  return kind === "timestamp" ? sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date` : sql.ref(column);
}
