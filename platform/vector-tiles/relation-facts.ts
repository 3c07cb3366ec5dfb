import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type Visibility, visibilityOf } from "./visibility.ts";

/** What the catalogue says of a relation. It changes by migrations only. */
export interface RelationFacts {
  /** `schema.relation`, as the counts of changes name it. */
  readonly name: string;
  readonly visibility: Visibility;
  /** Of its policies for reading, as PostgreSQL prints them. */
  readonly policies: readonly string[];
  /** Its changes are counted, and its rows can be found by their places. */
  readonly isCounted: boolean;
}

interface CatalogueRow {
  readonly name: string;
  readonly hasPolicies: boolean;
  readonly isCounted: boolean;
  readonly policies: readonly string[];
}

/** Row-level security is asked of a table; a view's is of the tables beneath, which we do not follow. */
export async function readRelationFacts(tx: Transaction, relation: string): Promise<RelationFacts> {
  const { rows } = await sql<CatalogueRow>`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as "hasPolicies",
      c.relkind = 'r' and exists (
        select from pg_trigger t
        where t.tgrelid = c.oid and t.tgname = 'keep_content_version' and t.tgenabled in ('O', 'A')) as "isCounted",
      array(
        select pg_get_expr(p.polqual, p.polrelid) from pg_policy p
        where p.polrelid = c.oid and p.polcmd in ('r', '*') and p.polqual is not null) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = ${relation}::regclass`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`There is no relation ${relation}`);
  return {
    name: row.name,
    isCounted: row.isCounted,
    policies: row.hasPolicies ? row.policies : [],
    visibility: row.hasPolicies ? visibilityOf(row.policies) : "group",
  };
}
