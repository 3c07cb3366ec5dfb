import { type RawBuilder, sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type RelationFacts, readRelationFacts } from "./relation-facts.ts";
import { TileCache } from "./tile-cache.ts";
import { fingerprintOf, readsMoreThanItsRow, type Visibility } from "./visibility.ts";

/** What is asked of a relation, as far as it decides what comes out. */
export interface ContentQuestion {
  /** `schema.relation`. */
  readonly relation: string;
  /** Whatever else the answer follows from, as JSON. */
  readonly shown: unknown;
  /** Which rows are wanted, in columns of the relation. */
  readonly where?: RawBuilder<unknown>;
  /** Other relations from which `where` reads. A `where` with a query of its own and without this is answered anew each time. */
  readonly readsAlso?: readonly string[];
}

/** What answers are kept under, and whether at all. */
export interface ContentSnapshot {
  readonly facts: RelationFacts;
  /** Null where a kept answer could be wrong: it is made anew. */
  readonly key: string | null;
}

/** Answers from the database, kept by the count of the relation's changes and what the session may see. */
export interface ContentCache {
  /** @param tx a transaction of `session` (`database.asSession`) */
  snapshot(tx: Transaction, session: Session, question: ContentQuestion): Promise<ContentSnapshot>;
  /** @param sizeOf bytes that an answer takes */
  kept<Value>(
    snapshot: ContentSnapshot,
    what: string,
    sizeOf: (value: Value) => number,
    make: () => Promise<Value>,
  ): Promise<Value>;
  readonly bytes: number;
}

export function createContentCache(limitBytes: number): ContentCache {
  const cache = new TileCache(limitBytes);
  const factsOf = new Map<string, RelationFacts>();

  async function known(tx: Transaction, relation: string): Promise<RelationFacts> {
    const facts = factsOf.get(relation) ?? (await readRelationFacts(tx, relation));
    // What is not counted may be from the next moment on.
    if (facts.isCounted) factsOf.set(relation, facts);
    return facts;
  }

  return {
    snapshot: async (tx, session, { relation, shown, where, readsAlso }) => {
      const facts = await known(tx, relation);
      const read = [facts];
      for (const other of readsAlso ?? []) read.push(await known(tx, other));
      const relations = [...new Set(read.map(({ name }) => name))];
      // Compiling for code costs more than it saves here (200 ms for a scan of 20 ms), and cells are hashed in memory.
      const { rows } = await sql<{ version: string | null; role: string; hasWritten: boolean }>`
        select vector_tiles.content_version(${relations}) as version, current_user::text as role,
          pg_current_xact_id_if_assigned() is not null as "hasWritten",
          set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`.execute(tx);
      const { version, role, hasWritten } = rows[0]!;
      const visibility = widest(read.map((one) => one.visibility));
      const condition = where?.compile(tx);
      const isReadingUnknown = condition !== undefined && readsAlso === undefined && readsMoreThanItsRow(condition.sql);
      // A view has no policies of its own; what a transaction wrote itself may never be committed.
      const isCounted = version !== null && read.every((one) => one.isCounted);
      if (!isCounted || visibility === "unknown" || hasWritten || isReadingUnknown) return { facts, key: null };
      const filter = condition === undefined ? null : [condition.sql, condition.parameters];
      return { facts, key: JSON.stringify([shown, filter, role, fingerprintOf(session, visibility), version]) };
    },
    kept: ({ key }, what, sizeOf, make) => (key === null ? make() : cache.get(`${what} ${key}`, sizeOf, make)),
    get bytes() {
      return cache.bytes;
    },
  };
}

function widest(visibilities: readonly Visibility[]): Visibility {
  const [found] = (["unknown", "person"] as const).filter((one) => visibilities.includes(one));
  return found ?? "group";
}
