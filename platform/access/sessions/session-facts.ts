import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { rowsOf } from "../access-context.ts";
import type { SessionAnswer } from "../http-contract.ts";
import type { RoleBook } from "../roles/role-book.ts";

/** What a browser is told of a session that a password has begun. */
export async function sessionFacts(
  transaction: Transaction,
  personId: string,
  roles: RoleBook,
): Promise<SessionAnswer> {
  const [row] = await rowsOf(
    transaction,
    sql<SessionAnswer["user"] & Pick<SessionAnswer, "mustSetPassword" | "mustEnrolTotp">>`
      select p.id, p.name, p.display_name as "displayName", p.scope, p.divisions, p.roles,
        p.totp_set_at is not null as "hasTotp", p.must_set_password as "mustSetPassword",
        not p.must_set_password and p.totp_set_at is null and access.needs_totp(p.roles) as "mustEnrolTotp",
        json_build_object('id', o.id, 'nameZh', o.name_zh, 'nameEn', o.name_en) as organisation
      from access.person p join access.organisation o on o.id = p.organisation_id where p.id = ${personId}`,
  );
  if (row === undefined) throw new Error(`There is no person ${personId}`);
  const { mustSetPassword, mustEnrolTotp, ...user } = row;
  const permissions = mustSetPassword || mustEnrolTotp ? [] : [...roles.permissionsOf(user.roles)];
  return { user, permissions, mustSetPassword, mustEnrolTotp };
}
