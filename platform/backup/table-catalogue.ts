import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { AuditTrailState, LedgerLine, SequencePosition } from "./manifest.ts";

export interface StoredColumn {
  readonly name: string;
  /** As SQL writes it, as `geometry(MultiPolygon,4490)`. */
  readonly type: string;
}

export interface StoredTable {
  /** `schema.table` */
  readonly name: string;
  /** Without generated ones: the database computes them again. */
  readonly columns: readonly StoredColumn[];
  /** Expressions that put the rows into one order on every kind of database. */
  readonly order: readonly string[];
}

/** Lines of the ledger are written by migrating, not by loading. */
const LEDGER_TABLE = "terrace.migration";

/** The migrations that the database has; none where it was never set up. */
export async function ledgerOf(transaction: Transaction): Promise<readonly LedgerLine[]> {
  const { rows: found } = await sql<{ is: boolean }>`select to_regclass(${LEDGER_TABLE}) is not null as is`.execute(
    transaction,
  );
  if (found[0]?.is !== true) return [];
  const { rows } = await sql<LedgerLine>`
    select module, name, sha256 from terrace.migration order by module collate "C", name collate "C"`.execute(
    transaction,
  );
  return rows;
}

/** Each module has a schema of its name; the queue's own is none of them, for what waits in it lies in `jobs` too. */
function schemasOf(ledger: readonly LedgerLine[]): readonly string[] {
  return [...new Set(["terrace", ...ledger.map(({ module }) => module.replaceAll("-", "_"))])];
}

/** The tables of the ledger's modules, by name. */
export async function tablesOf(
  transaction: Transaction,
  ledger: readonly LedgerLine[],
): Promise<readonly StoredTable[]> {
  const { rows } = await sql<{ table: string; column: string; type: string; isText: boolean; key: number | null }>`
    select n.nspname || '.' || c.relname as table, a.attname::text as column, format_type(a.atttypid, a.atttypmod) as type,
      a.attcollation <> 0 as "isText", array_position(i.indkey::int2[], a.attnum) as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind = 'r' and n.nspname in (${sql.join(schemasOf(ledger))})
    order by (n.nspname || '.' || c.relname) collate "C", a.attnum`.execute(transaction);
  const byTable = Map.groupBy(rows, ({ table }) => table);
  byTable.delete(LEDGER_TABLE);
  return [...byTable].map(([name, columns]) => {
    const key = columns.filter((column) => column.key !== null).sort((a, b) => Number(a.key) - Number(b.key));
    return {
      name,
      columns: columns.map((column) => ({ name: column.column, type: column.type })),
      // Languages sort differently from one database to another; code points do not.
      order:
        key.length > 0
          ? key.map(({ column, isText }) => `${quoted(column)}${isText ? ' collate "C"' : ""}`)
          : columns.map(({ column }) => `${quoted(column)}::text collate "C"`),
    };
  });
}

/** Where the sequences stand, those of identity columns among them. */
export async function sequencesOf(
  transaction: Transaction,
  ledger: readonly LedgerLine[],
): Promise<readonly SequencePosition[]> {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname in (${sql.join(schemasOf(ledger))})
    order by (n.nspname || '.' || c.relname) collate "C"`.execute(transaction);
  const positions: SequencePosition[] = [];
  for (const { name } of rows) {
    const { rows: state } = await sql
      .raw<Omit<SequencePosition, "name">>(
        `select last_value::text as "lastValue", is_called as "isCalled" from ${quotedName(name)}`,
      )
      .execute(transaction);
    if (state[0] !== undefined) positions.push({ name, ...state[0] });
  }
  return positions;
}

/** The history's chain as it stands; null where the database keeps none. */
export async function auditTrailOf(transaction: Transaction, ledger: readonly LedgerLine[]): Promise<AuditTrailState> {
  if (!ledger.some(({ module }) => module === "audit-trail")) return null;
  const { rows: ends } = await sql<{ lines: number; lastHash: string }>`
    select (select count(*) from audit_trail.change) as lines, encode(last_hash, 'hex') as "lastHash"
    from audit_trail.chain_end`.execute(transaction);
  const { rows: faults } = await sql<{ id: number; reason: string }>`
    select id, reason from audit_trail.first_fault()`.execute(transaction);
  const [end] = ends;
  return { lines: end?.lines ?? 0, lastHash: end?.lastHash ?? "", fault: faults[0] ?? null };
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `schema.table` as SQL takes it. */
export function quotedName(name: string): string {
  return name.split(".").map(quoted).join(".");
}
