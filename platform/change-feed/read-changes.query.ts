import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database";
import { fieldOf, type RecordSet } from "#platform/record-sets";
import { cursorOutdated, type FeedPosition } from "./cursor.ts";

export type ChangeKind = "created" | "changed" | "removed";

export interface Change {
  readonly set: string;
  readonly id: string;
  /** Null where the record is no longer seen. */
  readonly code: string | null;
  /** `removed`: deleted, or out of the area of whoever asks. */
  readonly kind: ChangeKind;
  /** After the change; null where the table counts none. */
  readonly version: number | null;
  /** Names of the fields that changed, and `geometry`. Of what was created or removed, none. */
  readonly fields: readonly string[];
  /** ISO, UTC. */
  readonly at: string;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  readonly next: FeedPosition;
  /** There is more than this page at the moment. */
  readonly hasMore: boolean;
}

interface ChangeRow {
  readonly set_id: string;
  readonly line_id: number;
  readonly at: string;
  readonly action: "insert" | "update" | "delete";
  readonly record_id: string;
  readonly columns: readonly string[];
  readonly version: number | null;
  readonly is_seen: boolean;
  readonly code: string | null;
}

/** Lines of the history that are looked through for one page, whoever they belong to: so a page takes its time however little is seen. */
const LINES_OF_A_PAGE = 20_000;

/** Where the history ends now. */
export async function readEnd(tx: Transaction): Promise<FeedPosition> {
  const { rows } = await sql<{ line: number; hash: string }>`
    select line_id as line, line_hash as hash from change_feed.position()`.execute(tx);
  return rows[0]!;
}

/** The history before its first line. */
export async function readBeginning(tx: Transaction): Promise<FeedPosition> {
  return { line: 0, hash: (await hashOf(tx, 0)) ?? "" };
}

async function hashOf(tx: Transaction, line: number): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`select change_feed.hash_of(${line}) as hash`.execute(tx);
  return rows[0]?.hash ?? null;
}

/** The sets of which changes are told: those of a table that keeps its history. */
export async function setsWithHistory(tx: Transaction, sets: readonly RecordSet[]): Promise<readonly RecordSet[]> {
  if (sets.length === 0) return [];
  const relations = [...new Set(sets.map(historyOf))];
  const { rows } = await sql<{ relation: string }>`
    select relation from unnest(${relations}::text[]) as relation where change_feed.is_kept(relation)`.execute(tx);
  const kept = new Set(rows.map(({ relation }) => relation));
  return sets.filter((set) => kept.has(historyOf(set)));
}

function historyOf({ relation, historyRelation }: RecordSet): string {
  return historyRelation ?? relation;
}

/**
 * What has changed in some sets after a place in the history, in its order, as far as the session of the transaction sees the records or
 * would have seen them before.
 * @throws TerraceError `change-cursor-outdated`
 */
export async function readChanges(
  tx: Transaction,
  sets: readonly RecordSet[],
  since: FeedPosition,
  limit: number,
): Promise<ChangePage> {
  if ((await hashOf(tx, since.line)) !== since.hash) throw cursorOutdated();
  // First the end, then the lines up to it: what is committed in between belongs to the next page.
  const end = await readEnd(tx);
  const last = Math.min(end.line, since.line + LINES_OF_A_PAGE);
  const rows =
    sets.length === 0 || last === since.line ? [] : await readLines(tx, sets, { after: since.line, last, limit });
  const line = rows[limit - 1]?.line_id ?? last;
  const byId = new Map(sets.map((set) => [set.id, set]));
  return {
    // A line that two sets share is told of both, or of neither.
    changes: rows.filter(({ line_id }) => line_id <= line).map((row) => changeOf(byId.get(row.set_id)!, row)),
    next: line === end.line ? end : { line, hash: (await hashOf(tx, line)) ?? "" },
    hasMore: line < end.line,
  };
}

async function readLines(
  tx: Transaction,
  sets: readonly RecordSet[],
  { after, last, limit }: { readonly after: number; readonly last: number; readonly limit: number },
): Promise<readonly ChangeRow[]> {
  // Records under the policies of whoever asks; beside them, of lines that may have taken one out of sight, those that did.
  const ofSet = (set: RecordSet): RawBuilder<unknown> => sql`
    select ${set.id}::text as set_id, l.line_id, l.at, l.action, l.record_id, l.columns, l.version, r.id is not null as is_seen,
      r.${sql.ref(fieldOf(set, set.codeField).column)}::text as code
    from change_feed.lines(${historyOf(set)}, ${after}, ${last}) l
    left join ${sql.table(set.relation)} r on r.id = l.record_id::uuid
    where r.id is not null or (l.old_row is not null and change_feed.would_see(${historyOf(set)}, l.old_row))`;
  const { rows } = await sql<ChangeRow>`
    select * from (${sql.join(sets.map(ofSet), sql` union all `)}) changes
    order by line_id, set_id limit ${limit + sets.length}`.execute(tx);
  return rows;
}

function changeOf(set: RecordSet, row: ChangeRow): Change {
  const kind: ChangeKind = row.is_seen ? (row.action === "insert" ? "created" : "changed") : "removed";
  const columns = new Set(row.columns);
  const fields = set.fields.filter(({ column }) => columns.has(column)).map(({ name }) => name);
  return {
    set: set.id,
    id: row.record_id,
    code: row.code,
    kind,
    version: row.version,
    fields:
      kind === "changed" ? [...fields, ...(set.geometry !== null && columns.has("geometry") ? ["geometry"] : [])] : [],
    at: row.at,
  };
}
