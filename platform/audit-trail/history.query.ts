import { sql } from "kysely";
import type { Transaction } from "#platform/database";

export type HistoryAction = "insert" | "update" | "delete";

/** 谁 何时 把 什么 从 A 改为 B: one line of the history, as people read it. */
export interface HistoryLine {
  readonly id: number;
  /** ISO, UTC. */
  readonly at: string;
  /** Null where the server itself acted, by the name of its service. */
  readonly actorId: string | null;
  readonly actor: string;
  /** With its schema, as `territory.enclosure`. */
  readonly table: string;
  readonly recordId: string;
  readonly action: HistoryAction;
  /** Columns by name. What is secret reads `…` on both sides. */
  readonly changes: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface HistorySelection {
  readonly table?: string | undefined;
  readonly record?: string | undefined;
  /** Part of an actor's name, or an actor's id. */
  readonly actor?: string | undefined;
  /** Days of China, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page: number;
}

export interface HistoryPage {
  readonly changes: readonly HistoryLine[];
  readonly count: number;
}

interface ChangeRow {
  readonly id: number;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor: string;
  readonly table_name: string;
  readonly record_id: string;
  readonly action: HistoryAction;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

const COLUMNS = sql`id, at, actor_id, actor, table_name, record_id, action, before, after`;
const LONGEST_HISTORY = 1000;
export const CHANGES_PER_PAGE = 50;

/**
 * The history of one record, the newest line first, as far as the session sees it: by the record's division or organisation.
 * @param table with its schema, as `territory.enclosure`
 */
export async function readHistory(
  transaction: Transaction,
  table: string,
  recordId: string,
): Promise<readonly HistoryLine[]> {
  const { rows } = await sql<ChangeRow>`select ${COLUMNS} from audit_trail.change
    where table_name = ${table} and record_id = ${recordId} order by id desc limit ${LONGEST_HISTORY}`.execute(
    transaction,
  );
  return rows.map(toLine);
}

/** What the session sees of the whole history, the newest line first. */
export async function listChanges(transaction: Transaction, selection: HistorySelection): Promise<HistoryPage> {
  const { table, record, actor, from, to, page } = selection;
  const conditions = [
    table === undefined ? null : sql`table_name = ${table}`,
    record === undefined ? null : sql`record_id = ${record}`,
    actor === undefined ? null : sql`(actor_id::text = ${actor} or strpos(lower(actor), lower(${actor})) > 0)`,
    from === undefined ? null : sql`at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'`,
    to === undefined ? null : sql`at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const total = await sql<{ count: number }>`select count(*) as count from audit_trail.change ${where}`.execute(
    transaction,
  );
  const { rows } = await sql<ChangeRow>`select ${COLUMNS} from audit_trail.change ${where}
    order by id desc limit ${CHANGES_PER_PAGE} offset ${(page - 1) * CHANGES_PER_PAGE}`.execute(transaction);
  return { changes: rows.map(toLine), count: total.rows[0]?.count ?? 0 };
}

/** What changes with every write says nothing to a reader. */
const UNTOLD: ReadonlySet<string> = new Set(["version", "updated_at"]);

function toLine(row: ChangeRow): HistoryLine {
  const fields = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
  return {
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actor: row.actor,
    table: row.table_name,
    recordId: row.record_id,
    action: row.action,
    changes: fields
      .filter((field) => !UNTOLD.has(field))
      .map((field) => ({ field, from: row.before?.[field] ?? null, to: row.after?.[field] ?? null }))
      .filter(({ from, to }) => from !== null || to !== null),
  };
}
