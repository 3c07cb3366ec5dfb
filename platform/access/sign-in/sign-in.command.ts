import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { type AccessContext, minutesLater, type Origin, rowsOf } from "../access-context.ts";
import type { SessionAnswer } from "../http-contract.ts";
import { sessionFacts } from "../sessions/session-facts.ts";
import { startSession } from "../sessions/session-store.ts";
import { isPassword } from "./password-hash.ts";
import { isRecoveryCode, spendRecoveryCode } from "./recovery-codes.ts";
import { signInLocked, signInRefused, totpRequired, totpWrong } from "./sign-in-errors.ts";
import { createSignInGuard } from "./sign-in-guard.ts";
import { failedOutcomes, logSignIn, type SignInOutcome } from "./sign-in-log.ts";
import { spendTotpStep, totpStepOf } from "./totp.ts";

export interface SignInAttempt {
  readonly name: string;
  readonly password: string;
  readonly totp: string | undefined;
  readonly origin: Origin;
  readonly previousToken: string | null;
}

export interface StartedSession {
  readonly token: string;
  readonly facts: SessionAnswer;
}

interface Account {
  readonly id: string;
  readonly is_disabled: boolean;
  readonly password_hash: string | null;
  readonly totp_secret: string | null;
}

/**
 * Begins a session by name, password and, where the account has it, the code of the second step.
 * @throws TerraceError `sign-in-refused`, `sign-in-locked`, `totp-required`
 */
export async function signIn(context: AccessContext, attempt: SignInAttempt): Promise<StartedSession> {
  const { database, roles, now } = context;
  const { name, origin } = attempt;
  const guard = createSignInGuard(context);
  await refuseAddress(context, attempt);
  const account = await findAccount(context, name);
  const log = (transaction: Transaction, outcome: SignInOutcome) =>
    logSignIn(transaction, { name, personId: account?.id ?? null, outcome }, origin, now());

  const lockedUntil = await guard.begin(name);
  if (lockedUntil !== null) {
    await database.asService("sign-in", (transaction) => log(transaction, "name-locked"));
    throw signInLocked(lockedUntil);
  }
  const isRight = await isPassword(account?.password_hash ?? null, attempt.password);
  // What is decided is committed before it is thrown: a failure that is undone would not count.
  const outcome = await database.asService("sign-in", async (transaction): Promise<StartedSession | Error> => {
    const fail = async (why: SignInOutcome, error: Error) => {
      await log(transaction, why);
      const until = await guard.fail(transaction, name);
      return until === null ? error : signInLocked(until);
    };
    if (account === undefined) return fail("name-unknown", signInRefused());
    if (!isRight) return fail("password-wrong", signInRefused());
    if (account.is_disabled) return fail("account-disabled", signInRefused());
    if (account.totp_secret !== null) {
      if (attempt.totp === undefined) {
        await log(transaction, "code-missing");
        await guard.takeBack(transaction, name);
        return totpRequired();
      }
      if (isRecoveryCode(attempt.totp)) {
        if (!(await spendRecoveryCode(transaction, account.id, attempt.totp, now())))
          return fail("code-wrong", totpWrong());
        await log(transaction, "recovery-code-used");
      } else {
        const step = totpStepOf(account.totp_secret, attempt.totp, now());
        if (step === null || !(await spendTotpStep(transaction, account.id, step)))
          return fail("code-wrong", totpWrong());
      }
    }
    await guard.clear(transaction, name);
    await log(transaction, "signed-in");
    const token = await startSession(transaction, context, {
      personId: account.id,
      previousToken: attempt.previousToken,
      isExternal: false,
      origin,
    });
    return { token, facts: await sessionFacts(transaction, account.id, roles) };
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** Guesses at many names from one place: none is locked, but the place is. An address that is not known is not counted. */
export async function refuseAddress(
  { database, settings, now }: AccessContext,
  { name, origin }: Pick<SignInAttempt, "name" | "origin">,
): Promise<void> {
  if (origin.address === "") return;
  const moment = now();
  const until = await database.asService("sign-in", async (transaction) => {
    const [failures] = await rowsOf(
      transaction,
      sql<{ count: number; first: string | null }>`
        select count(*) as count, min(at) as first from access.sign_in_event
        where address = ${origin.address} and at > ${minutesLater(moment, -settings.lockMinutes).toISOString()}
          and outcome = any (${[...failedOutcomes]}::text[])`,
    );
    if (failures === undefined || failures.count < settings.failuresPerAddress || failures.first === null) return null;
    await logSignIn(transaction, { name, personId: null, outcome: "address-locked" }, origin, moment);
    return minutesLater(new Date(failures.first), settings.lockMinutes);
  });
  if (until !== null) throw signInLocked(until);
}

async function findAccount({ database }: AccessContext, name: string): Promise<Account | undefined> {
  const rows = await database.execute(
    `select p.id, p.is_disabled, c.password_hash, c.totp_secret
     from access.person p left join access.credential c on c.person_id = p.id where lower(p.name) = lower($1)`,
    [name],
  );
  return rows[0] as unknown as Account | undefined;
}
