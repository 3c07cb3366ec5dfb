import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type RecordSelection, whereOf } from "./record-filter.ts";
import { fieldOf, type RecordSet } from "./record-set.ts";

/** Count and sums of a selection. */
export interface Aggregate {
  readonly count: number;
  /** Field → sum over the rows that have a value; null where none has. */
  readonly sums: Readonly<Record<string, number | null>>;
}

/** The only place where records are counted and summed: lists, tiles of figures, exports and documents ask it. */
export async function aggregateRecords(
  transaction: Transaction,
  set: RecordSet,
  selection: RecordSelection,
  sumFields: readonly string[],
): Promise<Aggregate> {
  const [row] = await aggregate(transaction, set, selection, sumFields, null);
  return row ?? { count: 0, sums: {} };
}

/** The same for each value of a field (a division, a state); null is a group of its own. */
export async function aggregateRecordsBy(
  transaction: Transaction,
  set: RecordSet,
  selection: RecordSelection,
  sumFields: readonly string[],
  groupField: string,
): Promise<readonly (Aggregate & { readonly group: string | null })[]> {
  return aggregate(transaction, set, selection, sumFields, groupField);
}

async function aggregate(
  transaction: Transaction,
  set: RecordSet,
  selection: RecordSelection,
  sumFields: readonly string[],
  groupField: string | null,
): Promise<(Aggregate & { readonly group: string | null })[]> {
  const sums = sumFields.map(
    (name) => sql`sum(${sql.ref(fieldOf(set, name).column)})::double precision as ${sql.ref(`sum_${name}`)}`,
  );
  const group = groupField === null ? sql`null::text` : sql`${sql.ref(fieldOf(set, groupField).column)}::text`;
  const { rows } = await sql<Record<string, number | null> & { group_value: string | null; row_count: number }>`
    select ${sql.join([sql`${group} as group_value`, sql`count(*) as row_count`, ...sums])}
    from ${sql.table(set.relation)} where ${whereOf(set, selection)} group by 1 order by 1`.execute(transaction);
  return rows.map((row) => ({
    group: row.group_value,
    count: row.row_count,
    sums: Object.fromEntries(sumFields.map((name) => [name, row[`sum_${name}`] ?? null])),
  }));
}
