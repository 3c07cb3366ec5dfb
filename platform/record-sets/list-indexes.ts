import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database } from "#platform/database";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { fieldOf, type RecordField, type RecordSet } from "./record-set.ts";

/** From here on, about 75,000 records with outlines, a list needs indexes; below, reading the table is as quick and writing is not slowed. */
const LARGE_BYTES = 32 * 2 ** 20;
/** PostgreSQL cuts longer names. */
const LONGEST_NAME = 63;

interface ListIndex {
  readonly name: string;
  readonly definition: string;
}

/**
 * Indexes of large tables, from which a list counts and sums without reading the records: one for each field that is filtered by, with
 * the columns that policies read and those that are totalled (bench/lists). A text is not indexed: its length has no bound, and an
 * index has one. Asking again changes nothing; what the declaration no longer wants is dropped.
 * @returns the names of those that were made
 */
export async function keepListIndexes(
  database: Database,
  sets: readonly RecordSet[],
  { largeBytes = LARGE_BYTES }: { readonly largeBytes?: number } = {},
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const set of sets) {
    const [table] = await database.execute(
      "select relkind = 'r' and pg_relation_size(oid) >= $2 as is_large from pg_class where oid = $1::regclass",
      [set.relation, largeBytes],
    );
    if (table?.is_large !== true) continue;
    const present = await database.execute(
      `select c.relname as name, i.indisvalid as is_valid from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indrelid = $1::regclass and c.relname like 'list\\_%'`,
      [set.relation],
    );
    const wanted = indexesOf(set);
    const [schema] = set.relation.split(".");
    for (const { name, is_valid } of present) {
      // One that was interrupted is of no use, and in the way.
      if (is_valid && wanted.some((index) => index.name === name)) continue;
      await database.execute(`drop index if exists ${schema}.${name}`);
    }
    const valid = new Set(present.filter(({ is_valid }) => is_valid).map(({ name }) => name));
    // Without stopping those who write, where there are others.
    const concurrently = database.capabilities.hasParallelConnections ? "concurrently" : "";
    for (const { name, definition } of wanted) {
      if (valid.has(name)) continue;
      await database.execute(`create index ${concurrently} if not exists ${name} on ${set.relation} ${definition}`);
      made.push(name);
    }
  }
  return made;
}

/** Looks each night whether a table has grown so large. */
export function listIndexJob(database: Database, sets: readonly RecordSet[]): JobDefinition {
  return defineJob({
    kind: "record-sets-indexes",
    titleZh: "大台账的索引",
    titleEn: "Indexes of large record sets",
    input: z.object({}),
    dailyAt: "03:30",
    run: async () => ({ made: (await keepListIndexes(database, sets)).length }),
  });
}

function indexesOf(set: RecordSet): readonly ListIndex[] {
  const columnOf = (name: string | null) => (name === null ? [] : [fieldOf(set, name).column]);
  const besides = [
    ...columnOf(set.divisionField),
    ...columnOf(set.organisationField),
    ...set.fields.filter(({ isTotalled }) => isTotalled).map(({ column }) => column),
  ];
  const keys = set.fields.filter(
    ({ name, filter, kind }) => kind !== "text" && (filter !== undefined || name === set.divisionField),
  );
  return keys.map((field) => {
    const included = [...new Set(besides)].filter((column) => column !== field.column);
    const definition = `(${keyOf(field)})${included.length === 0 ? "" : ` include (${included.join(", ")})`}`;
    const mark = createHash("sha256").update(definition).digest("hex").slice(0, 6);
    const table = set.relation.split(".")[1];
    return { name: `${`list_${table}_${field.column}`.slice(0, LONGEST_NAME - 7)}_${mark}`, definition };
  });
}

/** A moment is filtered by its day in China, as `whereOf` asks. */
function keyOf({ kind, column }: RecordField): string {
  return kind === "timestamp" ? `((${column} at time zone 'Asia/Shanghai')::date)` : column;
}
