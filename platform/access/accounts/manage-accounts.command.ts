import { sql } from "kysely";
import type { Session, Transaction } from "#platform/database";
import { type AccessContext, leaveSession, type Origin, rowsOf } from "../access-context.ts";
import { type RoleBook, SECURITY_ADMINISTRATOR } from "../roles/role-book.ts";
import { endSessionsOf } from "../sessions/session-store.ts";
import { hashPassword, oneTimePassword } from "../sign-in/password-hash.ts";
import { removeRecoveryCodes } from "../sign-in/recovery-codes.ts";
import { createSignInGuard } from "../sign-in/sign-in-guard.ts";
import { logSignIn } from "../sign-in/sign-in-log.ts";
import { type Account, mayManage, readAccount } from "./account.query.ts";
import {
  accountChangedElsewhere,
  accountsNotAllowed,
  accountUnknown,
  administratorReset,
  grantNotAllowed,
  isForbidden,
  organisationUnknown,
  ownAccount,
  scopeTooWide,
} from "./account-errors.ts";
import {
  type AccountScope,
  type CreatedPerson,
  insertAccount,
  type PersonFacts,
  refuseWrongFacts,
  storePassword,
} from "./create-person.ts";

/** A transaction in which row-level security stands behind every check that is made here for the sake of its words. */
type InSession = <Output>(work: (transaction: Transaction) => Promise<Output>) => Promise<Output>;

export interface OpenedAccount extends PersonFacts {
  readonly externalSubject: string | null;
}

/**
 * @throws TerraceError `scope-too-wide`, `grant-not-allowed`, `name-taken`, `organisation-unknown`, `role-unknown`,
 *   `roles-exclusive`, `role-scope-wrong`, `divisions-needed`
 */
export async function openAccount(
  context: AccessContext,
  session: Session,
  inSession: InSession,
  account: OpenedAccount,
): Promise<CreatedPerson> {
  refuseWrongFacts(context, account);
  const once = oneTimePassword();
  const passwordHash = await hashPassword(once);
  const id = await guarded(inSession, async (transaction) => {
    await refuseUnknownOrganisation(transaction, account.organisationId);
    if (!(await mayManage(transaction, account.scope, account.divisions, account.organisationId))) throw scopeTooWide();
    if (account.roles.length > 0 && !mayGrant(session, account.roles)) throw grantNotAllowed();
    const created = await insertAccount(transaction, { ...account, mustSetPassword: true, at: context.now() });
    await leaveSession(transaction);
    await storePassword(transaction, created, passwordHash);
    return created;
  });
  return { id, oneTimePassword: once };
}

export interface AccountChange {
  readonly version: number;
  readonly displayName?: string | undefined;
  readonly organisationId?: string | undefined;
  readonly scope?: AccountScope | undefined;
  readonly divisions?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly externalSubject?: string | null | undefined;
}

/**
 * Changes an account that nobody has changed in between. A disabled person's sessions end; other changes count from the next request.
 * @throws TerraceError `record-unknown`, `record-changed-elsewhere`, `own-account`, `accounts-not-allowed`, `grant-not-allowed`,
 *   `scope-too-wide`, `administrator-protected` and those of the roles
 */
export function changeAccount(
  context: AccessContext,
  session: Session,
  inSession: InSession,
  id: string,
  { version, ...wanted }: AccountChange,
): Promise<Account> {
  return guarded(inSession, async (transaction) => {
    const before = await managed(transaction, session, id);
    const { roles, ...facts } = wanted;
    const after = { ...before, organisationId: before.organisation.id, ...withoutUndefined(wanted) };
    if (Object.values(facts).some((value) => value !== undefined) && !session.permissions.includes("system.accounts")) {
      throw accountsNotAllowed();
    }
    if (roles !== undefined && !sameRoles(roles, before.roles) && !mayGrant(session, roles)) throw grantNotAllowed();
    if (facts.externalSubject !== undefined) refuseProtected(context.roles, session, before);
    refuseWrongFacts(context, after);
    if (facts.organisationId !== undefined) await refuseUnknownOrganisation(transaction, facts.organisationId);
    if (!(await mayManage(transaction, after.scope, after.divisions, after.organisationId))) throw scopeTooWide();
    const changed = await rowsOf(
      transaction,
      sql`update access.person set display_name = ${after.displayName}, organisation_id = ${after.organisationId},
          scope = ${after.scope}, divisions = ${[...after.divisions]}::text[], roles = ${[...after.roles]}::text[],
          is_disabled = ${after.isDisabled}, external_subject = ${after.externalSubject},
          version = version + 1, updated_at = ${context.now().toISOString()}
        where id = ${id} and version = ${version} returning id`,
    );
    const current = await readAccount(transaction, id);
    if (current === undefined) throw accountUnknown(id);
    if (changed.length === 0) throw accountChangedElsewhere(version, current);
    if (after.isDisabled) {
      await leaveSession(transaction);
      await endSessionsOf(transaction, id);
    }
    return current;
  });
}

/** A new password that is shown once, in place of the old one and of the second step; sessions and keys end. */
export async function resetPassword(
  context: AccessContext,
  session: Session,
  inSession: InSession,
  id: string,
): Promise<{ readonly oneTimePassword: string }> {
  const once = oneTimePassword();
  const passwordHash = await hashPassword(once);
  await guarded(inSession, async (transaction) => {
    const account = await managed(transaction, session, id);
    refuseProtected(context.roles, session, account);
    await sql`update access.person set must_set_password = true, password_set_at = ${context.now().toISOString()},
      version = version + 1, updated_at = ${context.now().toISOString()} where id = ${id}`.execute(transaction);
    await leaveSession(transaction);
    await replaceCredential(transaction, context, account, passwordHash);
  });
  return { oneTimePassword: once };
}

/** The same on the server's own behalf, by name: for the command line, and the only way for the other two administrators. */
export async function resetPasswordByName(
  context: AccessContext,
  service: string,
  name: string,
): Promise<{ readonly oneTimePassword: string }> {
  const once = oneTimePassword();
  const passwordHash = await hashPassword(once);
  await context.database.asService(service, async (transaction) => {
    const [person] = await rowsOf(
      transaction,
      sql<{ id: string; name: string }>`update access.person set must_set_password = true,
        password_set_at = ${context.now().toISOString()}, version = version + 1, updated_at = ${context.now().toISOString()}
        where lower(name) = lower(${name}) returning id, name`,
    );
    if (person === undefined) throw accountUnknown(name);
    await replaceCredential(transaction, context, person, passwordHash);
  });
  return { oneTimePassword: once };
}

async function replaceCredential(
  transaction: Transaction,
  context: AccessContext,
  { id, name }: { readonly id: string; readonly name: string },
  passwordHash: string,
): Promise<void> {
  await storePassword(transaction, id, passwordHash);
  await sql`update access.credential set totp_secret = null, totp_pending_secret = null where person_id = ${id}`.execute(
    transaction,
  );
  await removeRecoveryCodes(transaction, id);
  await sql`update access.person set totp_set_at = null where id = ${id} and totp_set_at is not null`.execute(
    transaction,
  );
  await sql`update access.api_key set revoked_at = ${context.now().toISOString()}
    where person_id = ${id} and revoked_at is null`.execute(transaction);
  await createSignInGuard(context).clear(transaction, name);
  await endSessionsOf(transaction, id);
}

/** Ends the lock of a name before its time. */
export function unlockAccount(
  context: AccessContext,
  session: Session,
  inSession: InSession,
  id: string,
  origin: Origin,
): Promise<void> {
  return guarded(inSession, async (transaction) => {
    const { name } = await managed(transaction, session, id);
    await leaveSession(transaction);
    await createSignInGuard(context).clear(transaction, name);
    await logSignIn(transaction, { name, personId: id, outcome: "unlocked" }, origin, context.now());
  });
}

/** The account where the session may manage it. */
async function managed(transaction: Transaction, session: Session, id: string): Promise<Account> {
  const account = await readAccount(transaction, id);
  if (account === undefined) throw accountUnknown(id);
  if (id === session.userId) throw ownAccount();
  if (!account.isManageable) throw scopeTooWide();
  return account;
}

/** Whether the session may set these roles. Of the one exception, the database knows whether it is still open. */
function mayGrant(session: Session, roles: readonly string[]): boolean {
  if (session.permissions.includes("system.grants")) return true;
  return session.permissions.includes("system.accounts") && sameRoles(roles, [SECURITY_ADMINISTRATOR]);
}

/** Whoever could change how another administrator signs in could be that administrator. */
function refuseProtected(roles: RoleBook, session: Session, account: Account): void {
  const duties = roles.dutiesOf(account.roles);
  if (duties.some((duty) => !session.permissions.includes(duty))) throw administratorReset();
}

function sameRoles(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((role) => others.includes(role));
}

async function refuseUnknownOrganisation(transaction: Transaction, id: string): Promise<void> {
  const found = await rowsOf(transaction, sql`select 1 from access.organisation where id = ${id}`);
  if (found.length === 0) throw organisationUnknown(id);
}

/** What the checks above let through and the database does not is a grant of roles: they have looked at everything else. */
async function guarded<Output>(
  inSession: InSession,
  work: (transaction: Transaction) => Promise<Output>,
): Promise<Output> {
  try {
    return await inSession(work);
  } catch (error) {
    if (isForbidden(error)) throw grantNotAllowed();
    throw error;
  }
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function withoutUndefined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}
