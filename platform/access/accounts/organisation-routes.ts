import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { isUniqueViolation, type Transaction } from "#platform/database";
import { defineRoute, permission, type Route, signedIn } from "#platform/http-api";
import { type AccessContext, rowsOf } from "../access-context.ts";
import { newOrganisation, organisationAnswer, roleAnswer } from "../http-contract.ts";
import { isForbidden, scopeTooWide } from "./account-errors.ts";

export type NewOrganisation = z.output<typeof newOrganisation>;

export function organisationRoutes({ roles }: AccessContext): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/organisations",
      access: signedIn(),
      summary: { zh: "单位名录", en: "The organisations" },
      response: z.array(organisationAnswer),
      handle: ({ transaction }) =>
        transaction(async (tx) => [
          ...(await rowsOf(
            tx,
            sql<z.input<typeof organisationAnswer>>`select id, code, name_zh as "nameZh", name_en as "nameEn", kind,
              division_code as "divisionCode" from access.organisation order by code`,
          )),
        ]),
    }),
    defineRoute({
      method: "post",
      path: "/organisations",
      access: permission("system.accounts"),
      summary: { zh: "登记单位", en: "Add an organisation" },
      body: newOrganisation,
      response: z.object({ id: z.string() }),
      handle: async ({ body, transaction }) => {
        try {
          return { id: await transaction((tx) => insertOrganisation(tx, body)) };
        } catch (error) {
          if (isForbidden(error)) throw scopeTooWide();
          throw error;
        }
      },
    }),
    defineRoute({
      method: "get",
      path: "/roles",
      access: signedIn(),
      summary: { zh: "角色及其权限", en: "The roles and their permissions" },
      response: z.array(roleAnswer),
      handle: async () =>
        roles.definitions.map(({ id, nameZh, nameEn, permissions, exclusiveWith, scopes }) => ({
          id,
          nameZh,
          nameEn,
          permissions: [...permissions],
          exclusiveWith: [...(exclusiveWith ?? [])],
          scopes: scopes ? [...scopes] : null,
        })),
    }),
  ];
}

async function insertOrganisation(transaction: Transaction, organisation: NewOrganisation): Promise<string> {
  const { code, nameZh, nameEn, kind, divisionCode } = organisation;
  try {
    const [row] = await rowsOf(
      transaction,
      sql<{ id: string }>`insert into access.organisation (code, name_zh, name_en, kind, division_code)
        values (${code}, ${nameZh}, ${nameEn}, ${kind}, ${divisionCode}) returning id`,
    );
    return (row as { id: string }).id;
  } catch (error) {
    if (isUniqueViolation(error, "organisation_code_key")) throw codeTaken(code);
    throw error;
  }
}

/** Those of a region's data: added where their code is not there, and named as the data names them. */
export async function ensureOrganisations(
  { database }: AccessContext,
  service: string,
  organisations: readonly NewOrganisation[],
): Promise<void> {
  await database.asService(service, async (transaction) => {
    for (const { code, nameZh, nameEn, kind, divisionCode } of organisations) {
      await sql`insert into access.organisation as o (code, name_zh, name_en, kind, division_code)
        values (${code}, ${nameZh}, ${nameEn}, ${kind}, ${divisionCode})
        on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, kind = excluded.kind,
          division_code = excluded.division_code, version = o.version + 1, updated_at = now()
        where (o.name_zh, o.name_en, o.kind, o.division_code) is distinct from
          (excluded.name_zh, excluded.name_en, excluded.kind, excluded.division_code)`.execute(transaction);
    }
  });
}

function codeTaken(code: string): TerraceError {
  return new TerraceError({
    code: "organisation-code-taken",
    userMessage: `单位代码“${code}”已登记过。请核对是否同一单位，或换一个代码。`,
    message: `There is an organisation with the code ${code} already. Check whether it is the same, or choose another code.`,
    details: { code },
  });
}
