import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type AccessContext, minutesLater, type Origin } from "../access-context.ts";
import { randomToken, tokenHash } from "./token.ts";

export interface NewSession {
  readonly personId: string;
  /** Token of the session that this one follows, in the same browser. */
  readonly previousToken: string | null;
  readonly isExternal: boolean;
  readonly origin: Origin;
}

/** Starts a session and ends the one before, and the oldest where the person would have too many. The token for the cookie. */
export async function startSession(
  transaction: Transaction,
  { settings, now }: AccessContext,
  { personId, previousToken, isExternal, origin }: NewSession,
): Promise<string> {
  const moment = now();
  const idleSince = minutesLater(moment, -settings.idleMinutes).toISOString();
  const token = randomToken();
  const hash = tokenHash(token);
  // Two sign-ins of one person at once wait for each other.
  await sql`select 1 from access.person where id = ${personId} for update`.execute(transaction);
  if (previousToken !== null) await endSession(transaction, previousToken);
  await sql`delete from access.sign_in_session
    where person_id = ${personId} and (expires_at <= ${moment.toISOString()} or seen_at <= ${idleSince})`.execute(
    transaction,
  );
  await sql`delete from access.sign_in_session where token_hash in (
    select token_hash from access.sign_in_session where person_id = ${personId}
    order by created_at desc offset ${settings.sessionsPerPerson - 1})`.execute(transaction);
  await sql`insert into access.sign_in_session (token_hash, person_id, created_at, seen_at, expires_at, is_external, address, agent,
      needs_totp)
    values (${hash}, ${personId}, ${moment.toISOString()}, ${moment.toISOString()},
      ${minutesLater(moment, settings.sessionHours * 60).toISOString()}, ${isExternal}, ${origin.address},
      ${origin.agent.slice(0, 200)},
      -- Whoever comes by single sign-on has had a second step there, or not, as the other service will.
      (select not ${isExternal}::boolean and access.needs_totp(p.roles) from access.person p where p.id = ${personId}))`.execute(
    transaction,
  );
  return token;
}

export async function endSession(transaction: Transaction, token: string): Promise<void> {
  await sql`delete from access.sign_in_session where token_hash = ${tokenHash(token)}`.execute(transaction);
}

export async function endSessionsOf(transaction: Transaction, personId: string): Promise<void> {
  await sql`delete from access.sign_in_session where person_id = ${personId}`.execute(transaction);
}
