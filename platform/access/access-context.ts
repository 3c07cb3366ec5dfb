import { type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "#platform/database";
import type { AccessSettings } from "./access-settings.ts";
import type { RoleBook } from "./roles/role-book.ts";

/** What the parts of the sign-in service have in common. */
export interface AccessContext {
  readonly database: Database;
  readonly roles: RoleBook;
  readonly settings: AccessSettings;
  /** Codes of divisions with their predecessors. */
  readonly expandDivisions: (codes: readonly string[]) => readonly string[] | Promise<readonly string[]>;
  readonly now: () => Date;
}

/** Where a request came from, for the sign-in log. */
export interface Origin {
  readonly address: string;
  readonly agent: string;
}

export async function rowsOf<Row>(transaction: Transaction, statement: RawBuilder<Row>): Promise<readonly Row[]> {
  return (await statement.execute(transaction)).rows;
}

/** A transaction of the sign-in service on behalf of a person, whom the history names. */
export function onBehalfOf<Output>(
  database: Database,
  person: { readonly id: string; readonly displayName: string },
  work: (transaction: Transaction) => Promise<Output>,
): Promise<Output> {
  return database.asService("sign-in", async (transaction) => {
    await sql`select set_config('terrace.user_id', ${person.id}, true),
      set_config('terrace.actor', ${person.displayName}, true)`.execute(transaction);
    return work(transaction);
  });
}

/** The rest of a session's transaction is the sign-in service's: the database has already let the session make its change. */
export async function leaveSession(transaction: Transaction): Promise<void> {
  await sql`set local role none`.execute(transaction);
}

export function minutesLater(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}
