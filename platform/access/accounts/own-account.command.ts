import { sql } from "kysely";
import type { z } from "zod";
import { TerraceError } from "#errors";
import { type AccessContext, type Origin, onBehalfOf, rowsOf } from "../access-context.ts";
import type { totpAnswer } from "../http-contract.ts";
import { sessionFacts } from "../sessions/session-facts.ts";
import { endSessionsOf, startSession } from "../sessions/session-store.ts";
import { hashPassword, isPassword } from "../sign-in/password-hash.ts";
import { refuseWeakPassword } from "../sign-in/password-rules.ts";
import { countRecoveryCodes, removeRecoveryCodes, replaceRecoveryCodes } from "../sign-in/recovery-codes.ts";
import type { StartedSession } from "../sign-in/sign-in.command.ts";
import { signInLocked } from "../sign-in/sign-in-errors.ts";
import { createSignInGuard } from "../sign-in/sign-in-guard.ts";
import { logSignIn } from "../sign-in/sign-in-log.ts";
import { newTotpKey, type TotpKey, totpStepOf } from "../sign-in/totp.ts";
import { storePassword } from "./create-person.ts";

interface OwnAccount {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly password_hash: string | null;
  readonly totp_secret: string | null;
  readonly totp_pending_secret: string | null;
  readonly needs_totp: boolean;
}

/**
 * Sets a new password. Every session of the person ends, and this browser gets a new one.
 * @throws TerraceError `password-current-wrong`, `sign-in-locked`, `password-weak`, `password-unchanged`
 */
export async function changePassword(
  context: AccessContext,
  personId: string,
  { current, next }: { readonly current: string; readonly next: string },
  origin: Origin,
): Promise<StartedSession> {
  const account = await ownAccountOf(context, personId);
  await confirmPassword(context, account, current, origin);
  refuseWeakPassword(next, account.name);
  if (current.normalize("NFKC") === next.normalize("NFKC")) throw passwordUnchanged();
  const passwordHash = await hashPassword(next);
  return onBehalfOf(context.database, account, async (transaction) => {
    await storePassword(transaction, personId, passwordHash);
    const at = context.now().toISOString();
    await sql`update access.person set must_set_password = false, password_set_at = ${at}, version = version + 1,
      updated_at = ${at} where id = ${personId}`.execute(transaction);
    await endSessionsOf(transaction, personId);
    const token = await startSession(transaction, context, {
      personId,
      previousToken: null,
      isExternal: false,
      origin,
    });
    return { token, facts: await sessionFacts(transaction, personId, context.roles) };
  });
}

/** A key for an authenticator, of no effect until a code of it is confirmed. */
export async function startTotp(context: AccessContext, personId: string): Promise<TotpKey> {
  const account = await ownAccountOf(context, personId);
  if (account.totp_secret !== null) throw totpAlreadySet();
  const key = newTotpKey(account.name);
  await onBehalfOf(context.database, account, (transaction) =>
    sql`insert into access.credential (person_id, totp_pending_secret) values (${personId}, ${key.secret})
      on conflict (person_id) do update set totp_pending_secret = excluded.totp_pending_secret`.execute(transaction),
  );
  return key;
}

/** @throws TerraceError `totp-not-started`, `totp-code-wrong` */
export async function confirmTotp(
  context: AccessContext,
  personId: string,
  code: string,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const account = await ownAccountOf(context, personId);
  const secret = account.totp_pending_secret;
  if (secret === null) throw totpNotStarted();
  const step = totpStepOf(secret, code.replaceAll(" ", ""), context.now());
  if (step === null) throw totpCodeWrong();
  return onBehalfOf(context.database, account, async (transaction) => {
    // The code that confirms cannot be used to sign in as well.
    const set = await rowsOf(
      transaction,
      sql`update access.credential set totp_secret = totp_pending_secret, totp_pending_secret = null, totp_last_step = ${step}
        where person_id = ${personId} and totp_pending_secret = ${secret} returning 1`,
    );
    if (set.length === 0) throw totpNotStarted();
    const at = context.now().toISOString();
    await sql`update access.person set totp_set_at = ${at}, version = version + 1, updated_at = ${at}
      where id = ${personId}`.execute(transaction);
    return { recoveryCodes: await replaceRecoveryCodes(transaction, personId) };
  });
}

/** Whether the second step is on, must be, and how many recovery codes are left. */
export async function totpOf(context: AccessContext, personId: string): Promise<z.output<typeof totpAnswer>> {
  const account = await ownAccountOf(context, personId);
  const recoveryCodesLeft = await context.database.asService("sign-in", (transaction) =>
    countRecoveryCodes(transaction, personId),
  );
  return { isOn: account.totp_secret !== null, isRequired: account.needs_totp, recoveryCodesLeft };
}

/**
 * New recovery codes in place of all earlier ones.
 * @throws TerraceError `password-current-wrong`, `sign-in-locked`, `totp-not-started`
 */
export async function renewRecoveryCodes(
  context: AccessContext,
  personId: string,
  password: string,
  origin: Origin,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const account = await ownAccountOf(context, personId);
  await confirmPassword(context, account, password, origin);
  if (account.totp_secret === null) throw totpNotStarted();
  return onBehalfOf(context.database, account, async (transaction) => ({
    recoveryCodes: await replaceRecoveryCodes(transaction, personId),
  }));
}

/**
 * Takes the second step away. Where a role needs it, the person's sessions may from now on do nothing but set it up anew: that is how
 * one changes to another phone.
 * @throws TerraceError `password-current-wrong`, `sign-in-locked`
 */
export async function removeTotp(
  context: AccessContext,
  personId: string,
  password: string,
  origin: Origin,
): Promise<void> {
  const account = await ownAccountOf(context, personId);
  await confirmPassword(context, account, password, origin);
  await onBehalfOf(context.database, account, async (transaction) => {
    await removeRecoveryCodes(transaction, personId);
    if (account.needs_totp) {
      await sql`update access.sign_in_session set needs_totp = true where person_id = ${personId} and not is_external`.execute(
        transaction,
      );
    }
    await sql`update access.credential set totp_secret = null, totp_pending_secret = null where person_id = ${personId}`.execute(
      transaction,
    );
    await sql`update access.person set totp_set_at = null, version = version + 1, updated_at = ${context.now().toISOString()}
      where id = ${personId}`.execute(transaction);
  });
}

async function ownAccountOf({ database }: AccessContext, personId: string): Promise<OwnAccount> {
  const rows = await database.execute(
    `select p.id, p.name, p.display_name as "displayName", c.password_hash, c.totp_secret, c.totp_pending_secret,
       access.needs_totp(p.roles) as needs_totp
     from access.person p left join access.credential c on c.person_id = p.id where p.id = $1`,
    [personId],
  );
  const [account] = rows as unknown as readonly OwnAccount[];
  if (account === undefined) throw new Error(`There is no person ${personId}`);
  return account;
}

/** A session left open is not enough to take the account over: wrong guesses here count as those at the sign-in. */
async function confirmPassword(
  context: AccessContext,
  { id, name, password_hash }: OwnAccount,
  password: string,
  origin: Origin,
): Promise<void> {
  const guard = createSignInGuard(context);
  const lockedUntil = await guard.begin(name);
  if (lockedUntil !== null) throw signInLocked(lockedUntil);
  const isRight = await isPassword(password_hash, password);
  const until = await context.database.asService("sign-in", async (transaction) => {
    if (isRight) return guard.takeBack(transaction, name).then(() => null);
    await logSignIn(transaction, { name, personId: id, outcome: "password-wrong" }, origin, context.now());
    return guard.fail(transaction, name);
  });
  if (until !== null) throw signInLocked(until);
  if (!isRight) throw passwordCurrentWrong();
}

function passwordCurrentWrong(): TerraceError {
  return new TerraceError({
    code: "password-current-wrong",
    userMessage: "当前密码不对。请重新输入。",
    message: "The current password is wrong. Enter it again.",
  });
}

function passwordUnchanged(): TerraceError {
  return new TerraceError({
    code: "password-unchanged",
    userMessage: "新密码与当前密码相同。请换一个。",
    message: "The new password is the current one. Choose another.",
  });
}

function totpAlreadySet(): TerraceError {
  return new TerraceError({
    code: "totp-already-set",
    userMessage: "这个账号已开启两步验证。要换验证器，请先用密码关闭再重新开启。",
    message:
      "This account has two-step sign-in already. To change the authenticator, take it away with the password first.",
  });
}

function totpNotStarted(): TerraceError {
  return new TerraceError({
    code: "totp-not-started",
    userMessage: "两步验证还没有开始设置，或已重新开始。请从头设置。",
    message: "Setting up two-step sign-in was not started, or was started anew. Begin again.",
  });
}

function totpCodeWrong(): TerraceError {
  return new TerraceError({
    code: "totp-code-wrong",
    userMessage: "验证码不对。请核对手机时间后输入验证器上最新的 6 位数字。",
    message: "The code is wrong. Check the phone's clock and enter the newest six digits.",
  });
}
