import { sql } from "kysely";
import { TerraceError } from "#errors";
import type { Session, Transaction } from "#platform/database";

/**
 * The name of the organisation that signs what this session issues.
 * @throws TerraceError `plan-organisation-needed` where the account belongs to none
 */
export async function ownOrganisation(transaction: Transaction, session: Session): Promise<string> {
  const { rows } = await sql<{ name_zh: string }>`
    select name_zh from access.organisation where id = ${session.organisationId}`.execute(transaction);
  const name = rows[0]?.name_zh;
  if (name !== undefined) return name;
  throw new TerraceError({
    code: "plan-organisation-needed",
    userMessage: "您的账号没有所属机构，不能起草通报。请系统管理员为账号指定机构。",
    message: "Your account belongs to no organisation and cannot draft a bulletin. Ask the administrator to name one.",
  });
}
