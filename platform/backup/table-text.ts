import { crc32 } from "node:zlib";
import { sql } from "kysely";
import type { Database, Transaction } from "#platform/database";
import { quoted, quotedName, type StoredTable } from "./table-catalogue.ts";

/**
 * Under which a value's text is the whole value, the same on every server: moments in UTC, the shortest decimals that give the same
 * double, bytes as hexadecimals; geometry's text is its EWKB. Rows hidden by a policy are an error, not an absence.
 */
const EXACT_TEXTS = `
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex';
  set local row_security = off;`;

export async function withExactTexts(transaction: Transaction): Promise<void> {
  await sql.raw(EXACT_TEXTS).execute(transaction);
}

/** Everything as it was at one moment, while others go on writing. */
export function inSnapshot<Output>(
  database: Database,
  work: (transaction: Transaction) => Promise<Output>,
): Promise<Output> {
  return database.asService("backup", async (transaction) => {
    // A service's transaction has asked the database something by now, and a snapshot must be chosen before that.
    await sql.raw("commit").execute(transaction);
    await sql.raw("begin isolation level repeatable read, read only").execute(transaction);
    await withExactTexts(transaction);
    return work(transaction);
  });
}

const FIRST_PAGE_ROWS = 100;
const MOST_PAGE_ROWS = 5000;
/** A page holds about as much, whether its rows are names or coastlines. */
const PAGE_CHARACTERS = 4_000_000;

/** The rows of a table as lines of text without their ends, a page at a time, in the order of the primary key. */
export async function* linesOfTable(
  transaction: Transaction,
  table: StoredTable,
): AsyncGenerator<readonly string[], void, undefined> {
  const values = table.columns.map(({ name }, index) => `${quoted(name)}::text as v${index}`).join(", ");
  await sql
    .raw(
      `declare backup_rows no scroll cursor for select ${values} from ${quotedName(table.name)} order by ${table.order.join(", ")}`,
    )
    .execute(transaction);
  for (let pageRows = FIRST_PAGE_ROWS; ; ) {
    const { rows } = await sql
      .raw<Record<string, string | null>>(`fetch forward ${pageRows} from backup_rows`)
      .execute(transaction);
    if (rows.length === 0) break;
    const lines = rows.map((row) => lineOf(table.columns.map((_, index) => row[`v${index}`] ?? null)));
    yield lines;
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    pageRows = Math.min(MOST_PAGE_ROWS, Math.max(1, Math.floor((PAGE_CHARACTERS * rows.length) / characters)));
  }
  await sql.raw("close backup_rows").execute(transaction);
}

/** The check value finds the line that a disk has spoilt; against a person's hand stands the SHA-256 of the whole table. */
function lineOf(values: readonly (string | null)[]): string {
  const text = JSON.stringify(values);
  return `{"crc32":"${checkValue(text)}","values":${text}}`;
}

const LINE = /^\{"crc32":"([0-9a-f]{8})","values":(\[.*\])\}$/s;

/** The values of a line as JSON; null where it is not as it was written. */
export function valuesOfLine(line: string): string | null {
  const found = LINE.exec(line);
  return found?.[1] !== undefined && found[2] !== undefined && checkValue(found[2]) === found[1] ? found[2] : null;
}

function checkValue(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
