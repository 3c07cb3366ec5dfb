import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type AccessContext, minutesLater, rowsOf } from "../access-context.ts";

/** Attempts on one name, counted before the password is looked at, so that many at once are no more than many in turn. */
export interface SignInGuard {
  /** Counts one attempt as a failure for the time being; the end of the lock where there is one. */
  begin(name: string): Promise<Date | null>;
  /** Takes the attempt back: the password was right, but the code of the second step is still to come. */
  takeBack(transaction: Transaction, name: string): Promise<void>;
  /** The attempt has failed: locks the name where it was one too many. The end of the lock where there now is one. */
  fail(transaction: Transaction, name: string): Promise<Date | null>;
  clear(transaction: Transaction, name: string): Promise<void>;
}

export function createSignInGuard({ database, settings, now }: AccessContext): SignInGuard {
  return {
    begin: (name) =>
      database.asService("sign-in", async (transaction) => {
        const moment = now();
        const lockEnd = minutesLater(moment, settings.lockMinutes).toISOString();
        const windowStart = minutesLater(moment, -settings.lockMinutes).toISOString();
        const at = moment.toISOString();
        const [guard] = await rowsOf(
          transaction,
          sql<{ locked_until: string | null }>`
            insert into access.sign_in_guard as g (name_key, failures, changed_at) values (${keyOf(name)}, 1, ${at})
            on conflict (name_key) do update set
              failures = case when g.locked_until > ${at} then g.failures
                when g.changed_at <= ${windowStart} then 1 else g.failures + 1 end,
              changed_at = case when g.locked_until > ${at} then g.changed_at else ${at}::timestamptz end,
              locked_until = case when g.locked_until > ${at} then g.locked_until
                when g.changed_at > ${windowStart} and g.failures >= ${settings.failuresBeforeLock} then ${lockEnd}::timestamptz end
            returning locked_until`,
        );
        return guard?.locked_until == null ? null : new Date(guard.locked_until);
      }),
    takeBack: async (transaction, name) => {
      await sql`update access.sign_in_guard set failures = greatest(failures - 1, 0) where name_key = ${keyOf(name)}`.execute(
        transaction,
      );
    },
    fail: async (transaction, name) => {
      const lockEnd = minutesLater(now(), settings.lockMinutes);
      const locked = await rowsOf(
        transaction,
        sql`update access.sign_in_guard set locked_until = ${lockEnd.toISOString()}
          where name_key = ${keyOf(name)} and failures >= ${settings.failuresBeforeLock} returning 1`,
      );
      return locked.length > 0 ? lockEnd : null;
    },
    clear: async (transaction, name) => {
      await sql`delete from access.sign_in_guard where name_key = ${keyOf(name)}`.execute(transaction);
    },
  };
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
