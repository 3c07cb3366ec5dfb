import { type RawBuilder, sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { readRelationFacts } from "./relation-facts.ts";

/** The policy of large tables (`access.is_city`), as PostgreSQL prints it. */
const BY_DIVISION =
  /^\(\( SELECT access\.is_city\(\) AS is_city\) OR \((\w+) = ANY \(\( SELECT access\.own_divisions\(\) AS own_divisions\)::text\[\]\)\)\)$/;

/**
 * What the policy of a relation comes to for a session whose scope is not the city, in words from which an index can be used: the
 * policy's own `or` hides from the planner that only some divisions are wanted. Undefined where it comes to nothing, or the policy is another.
 */
export async function ownRows(
  tx: Transaction,
  session: Session,
  relation: string,
): Promise<RawBuilder<boolean> | undefined> {
  if (session.scope === "city") return undefined;
  const { policies } = await readRelationFacts(tx, relation);
  const column = policies.length === 1 ? BY_DIVISION.exec(policies[0]!)?.[1] : undefined;
  return column === undefined ? undefined : sql<boolean>`${sql.ref(column)} = any (${[...session.divisions]}::text[])`;
}
