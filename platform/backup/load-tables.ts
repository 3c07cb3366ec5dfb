import { join } from "node:path";
import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type BackedUpTable, type SequencePosition, tableFile } from "./manifest.ts";
import { quoted, quotedName, type StoredTable } from "./table-catalogue.ts";
import { valuesOfLine } from "./table-text.ts";
import { linesOfFile } from "./text-lines.ts";

/**
 * Empties the tables, runs `load`, and puts back what would have interfered: triggers, which would write the history a second time, and
 * foreign keys, whose order rows do not follow. A foreign key that is put back is checked against every row. This needs the tables'
 * owner, not a superuser, and so it is the same on every server.
 */
export async function withoutTriggers(
  transaction: Transaction,
  tables: readonly StoredTable[],
  load: () => Promise<void>,
): Promise<void> {
  const names = tables.map(({ name }) => name);
  const { rows: keys } = await sql<{ table: string; name: string; definition: string }>`
    select n.nspname || '.' || c.relname as table, k.conname::text as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname || '.' || c.relname in (${sql.join(names)}) order by k.oid`.execute(
    transaction,
  );
  const { rows: triggers } = await sql<{ table: string; name: string }>`
    select n.nspname || '.' || c.relname as table, t.tgname::text as name
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgenabled = 'O' and n.nspname || '.' || c.relname in (${sql.join(names)})
    order by t.oid`.execute(transaction);
  const run = (text: string) => sql.raw(text).execute(transaction);
  for (const { table, name } of keys) await run(`alter table ${quotedName(table)} drop constraint ${quoted(name)}`);
  for (const { table, name } of triggers) await run(`alter table ${quotedName(table)} disable trigger ${quoted(name)}`);
  // What the migrations put in is in the backup too, as it was then.
  if (names.length > 0) await run(`truncate ${names.map(quotedName).join(", ")}`);
  await load();
  for (const { table, name } of triggers) await run(`alter table ${quotedName(table)} enable trigger ${quoted(name)}`);
  for (const { table, name, definition } of keys) {
    await run(`alter table ${quotedName(table)} add constraint ${quoted(name)} ${definition}`);
  }
}

const BATCH_CHARACTERS = 2_000_000;
const BATCH_ROWS = 2000;

/** Puts the lines of a table's file in, a batch at a time, each value by the text from which its type reads it. */
export async function loadTable(
  transaction: Transaction,
  folder: string,
  table: StoredTable,
  { columns, name }: BackedUpTable,
): Promise<void> {
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  if (columns.length !== types.size) throw new Error(`${name}: the migrations of the backup make other columns`);
  const values = columns.map((column, index) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`${name}: the migrations of the backup make no column ${column}`);
    return `(r ->> ${index})::${type}`;
  });
  const insert = `insert into ${quotedName(name)} (${columns.map(quoted).join(", ")}) overriding system value
    select ${values.join(", ")} from json_array_elements(`;
  let batch: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    const rows = `[${batch.join(",")}]`;
    batch = [];
    characters = 0;
    await sql`${sql.raw(insert)}${rows}::text::json) r`.execute(transaction);
  };
  for await (const line of linesOfFile(join(folder, tableFile(name)))) {
    const row = valuesOfLine(line);
    if (row === null) throw new Error(`${name}: the backup was changed while it was restored`);
    batch.push(row);
    characters += row.length;
    if (characters >= BATCH_CHARACTERS || batch.length >= BATCH_ROWS) await flush();
  }
  await flush();
}

export async function placeSequences(transaction: Transaction, sequences: readonly SequencePosition[]): Promise<void> {
  for (const { name, lastValue, isCalled } of sequences) {
    await sql`select setval(${quotedName(name)}::regclass, ${lastValue}::text::bigint, ${isCalled})`.execute(
      transaction,
    );
  }
}

/**
 * Jobs that waited or ran wait again: the queue that knew of them stayed behind. Their rows are the truth, and the next sweep hands them
 * to the new queue.
 */
export async function sendJobsAgain(transaction: Transaction): Promise<void> {
  const { rows } = await sql<{ is: boolean }>`select to_regclass('jobs.job') is not null as is`.execute(transaction);
  if (rows[0]?.is !== true) return;
  await sql`update jobs.job set state = 'queued', claim = null, interruptions = interruptions + 1, start_after = now(),
    version = version + 1, updated_at = now() where state = 'running'`.execute(transaction);
  await sql`update jobs.job set round = round + 1, version = version + 1, updated_at = now()
    where state = 'queued' and sent_round >= round`.execute(transaction);
}
