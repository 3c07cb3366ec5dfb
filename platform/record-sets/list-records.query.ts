import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type Aggregate, aggregateRecords } from "./aggregate-records.query.ts";
import { type RecordSelection, whereOf } from "./record-filter.ts";
import { fieldOf, type RecordSet, type SortTerm } from "./record-set.ts";

export type FieldValue = string | number | boolean | null;

export interface ListedRecord {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Names of what is kept as an id: field → name. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface RecordPage extends Aggregate {
  readonly records: readonly ListedRecord[];
}

export interface PageRequest extends RecordSelection {
  readonly sort: readonly SortTerm[];
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One page of a list, with the count and totals of the whole selection. */
export async function listRecords(transaction: Transaction, set: RecordSet, request: PageRequest): Promise<RecordPage> {
  const totalled = set.fields.filter(({ isTotalled }) => isTotalled).map(({ name }) => name);
  const { rows } = await sql<Record<string, unknown>>`
    select ${columnsOf(set)} from ${sql.table(set.relation)} as record where ${whereOf(set, request)}
    order by ${orderOf(set, request.sort)} limit ${request.pageSize} offset ${(request.page - 1) * request.pageSize}`.execute(
    transaction,
  );
  // Of what fits on the first page all is found already: looking for a text takes half the time.
  const isAll = request.page === 1 && rows.length < request.pageSize;
  const ids = rows.map(({ id }) => id);
  const selection: RecordSelection = isAll ? { filter: {}, condition: sql`id = any (${ids}::uuid[])` } : request;
  const aggregate = await aggregateRecords(transaction, set, selection, totalled);
  return { ...aggregate, records: rows.map((row) => listedRecord(set, row)) };
}

/** Records of a selection in the order of their ids, after one of them, so that any number can be read page by page. */
export async function pageByKey(
  transaction: Transaction,
  set: RecordSet,
  selection: RecordSelection,
  options: {
    readonly after: string | null;
    readonly pageSize: number;
    /** Records to pass over after `after`. */
    readonly skip?: number;
    readonly extraColumns?: readonly RawBuilder<unknown>[];
  },
): Promise<readonly (ListedRecord & { readonly row: Readonly<Record<string, unknown>> })[]> {
  const { after, pageSize, skip = 0, extraColumns = [] } = options;
  const beyond: RawBuilder<unknown> = after === null ? sql`true` : sql`record.id > ${after}`;
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([columnsOf(set), ...extraColumns])} from ${sql.table(set.relation)} as record
    where ${whereOf(set, selection)} and ${beyond} order by record.id limit ${pageSize} offset ${skip}`.execute(
    transaction,
  );
  return rows.map((row) => ({ ...listedRecord(set, row), row }));
}

/** The columns from which `listedRecord` makes a record; the relation is named `record`. */
export function columnsOf(set: RecordSet): RawBuilder<unknown> {
  const own = set.fields.map(({ name, column }) => sql`record.${sql.ref(column)} as ${sql.ref(`field_${name}`)}`);
  const labels = set.fields
    .filter(({ kind }) => kind === "organisation")
    .map(
      ({ name, column }) =>
        sql`(select name_zh from access.organisation o where o.id = record.${sql.ref(column)}) as ${sql.ref(`label_${name}`)}`,
    );
  return sql.join([sql`record.id`, sql`record.version`, sql`record.updated_at`, ...own, ...labels]);
}

export function listedRecord(set: RecordSet, row: Readonly<Record<string, unknown>>): ListedRecord {
  const labels = set.fields.flatMap(({ name }) => {
    const label = row[`label_${name}`];
    return typeof label === "string" ? [[name, label] as const] : [];
  });
  return {
    id: String(row.id),
    version: Number(row.version),
    updatedAt: String(row.updated_at),
    values: Object.fromEntries(set.fields.map(({ name }) => [name, (row[`field_${name}`] ?? null) as FieldValue])),
    labels: Object.fromEntries(labels),
  };
}

function orderOf(set: RecordSet, sort: readonly SortTerm[]): RawBuilder<unknown> {
  const terms = sort.map(({ field, direction }) => {
    const column = sql.ref(fieldOf(set, field).column);
    return direction === "ascending" ? sql`${column} asc nulls last` : sql`${column} desc nulls last`;
  });
  // Without a last word, rows that are equal change places between pages.
  return sql.join([...terms, sql`record.id`]);
}
