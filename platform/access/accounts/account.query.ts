import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { leaveSession, rowsOf } from "../access-context.ts";
import type { AccountAnswer } from "../http-contract.ts";
import type { AccountScope } from "./create-person.ts";

/** An account as its managers see it, without the credential. */
export type Account = Omit<AccountAnswer, "lockedUntil">;

const COLUMNS = sql`
  p.id, p.name, p.display_name as "displayName", p.scope, p.divisions, p.roles, p.is_disabled as "isDisabled",
  p.must_set_password as "mustSetPassword", p.totp_set_at is not null as "hasTotp", p.external_subject as "externalSubject",
  p.created_at as "createdAt", p.version,
  json_build_object('id', o.id, 'nameZh', o.name_zh, 'nameEn', o.name_en) as organisation,
  p.id <> access.current_user_id() and access.may_manage(p.scope, p.divisions, p.organisation_id) as "isManageable"
  from access.person p join access.organisation o on o.id = p.organisation_id`;

/** Undefined where the session does not see it. */
export async function readAccount(transaction: Transaction, id: string): Promise<Account | undefined> {
  const [account] = await rowsOf(transaction, sql<Account>`select ${COLUMNS} where p.id = ${id}`);
  return account;
}

export interface AccountPage {
  readonly users: readonly AccountAnswer[];
  readonly count: number;
}

export const ACCOUNTS_PER_PAGE = 50;

/** The accounts that the session sees, by name; `text` is found in names, display names and organisations. */
export async function listAccounts(
  transaction: Transaction,
  { text, page, at }: { readonly text: string; readonly page: number; readonly at: Date },
): Promise<AccountPage> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const where = sql`where p.name ilike ${pattern} or p.display_name ilike ${pattern} or o.name_zh ilike ${pattern}`;
  const [total] = await rowsOf(
    transaction,
    sql<{ count: number }>`select count(*) as count from access.person p
      join access.organisation o on o.id = p.organisation_id ${where}`,
  );
  const accounts = await rowsOf(
    transaction,
    sql<Account>`select ${COLUMNS} ${where} order by lower(p.name)
      limit ${ACCOUNTS_PER_PAGE} offset ${(page - 1) * ACCOUNTS_PER_PAGE}`,
  );
  await leaveSession(transaction);
  const keys = accounts.map(({ name }) => name.toLowerCase());
  const locks = await rowsOf(
    transaction,
    sql<{ key: string; until: string }>`select name_key as key, locked_until as until from access.sign_in_guard
      where name_key = any (${keys}::text[]) and locked_until > ${at.toISOString()}`,
  );
  const untilOf = new Map(locks.map(({ key, until }) => [key, until]));
  return {
    count: total?.count ?? 0,
    users: accounts.map((account) => ({ ...account, lockedUntil: untilOf.get(account.name.toLowerCase()) ?? null })),
  };
}

/** Whether the session's own reach covers an account of these facts. */
export async function mayManage(
  transaction: Transaction,
  scope: AccountScope,
  divisions: readonly string[],
  organisationId: string,
): Promise<boolean> {
  const [row] = await rowsOf(
    transaction,
    sql<{
      may: boolean;
    }>`select access.may_manage(${scope}, ${[...divisions]}::text[], ${organisationId}::uuid) as may`,
  );
  return row?.may === true;
}
