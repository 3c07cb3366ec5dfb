import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { type AccessContext, rowsOf } from "../access-context.ts";
import { isForbidden, scopeTooWide } from "../accounts/account-errors.ts";
import { roleRuleAnswer, roleRuleBody } from "../http-contract.ts";
import { roleUnknown } from "./role-book.ts";

type RoleRule = z.output<typeof roleRuleAnswer>;

/** What each role asks of the people who have it; set by the security administrator of the city. */
export function roleRuleRoutes({ roles, now }: AccessContext): readonly Route[] {
  const definitionOf = (id: string) => {
    const role = roles.definitions.find((candidate) => candidate.id === id);
    if (role === undefined) throw roleUnknown(id);
    return role;
  };
  return [
    defineRoute({
      method: "get",
      path: "/role-rules",
      access: permission("system.people"),
      summary: { zh: "各角色的登录要求", en: "What roles ask of the sign-in" },
      response: z.array(roleRuleAnswer),
      handle: ({ transaction }) =>
        transaction((tx) =>
          readRules(
            tx,
            roles.definitions.map(({ id }) => id),
          ),
        ),
    }),
    defineRoute({
      method: "put",
      path: "/role-rules/{role}",
      access: permission("system.grants"),
      summary: { zh: "定一个角色是否必须启用动态口令", en: "Whether a role needs two-step sign-in" },
      params: z.object({ role: z.string().max(64) }),
      body: roleRuleBody,
      response: roleRuleAnswer,
      handle: async ({ params, body, session, transaction }) => {
        const { id } = definitionOf(params.role);
        const at = now().toISOString();
        try {
          return await transaction(async (tx) => {
            const changed =
              body.version === 0
                ? sql`insert into access.role_rule (id, needs_totp, updated_at, updated_by_name)
                    values (${id}, ${body.needsTotp}, ${at}, ${session.userName}) on conflict (id) do nothing returning id`
                : sql`update access.role_rule set needs_totp = ${body.needsTotp}, version = version + 1, updated_at = ${at},
                    updated_by_name = ${session.userName} where id = ${id} and version = ${body.version} returning id`;
            const rows = await rowsOf(tx, changed);
            const [rule] = await readRules(tx, [id]);
            if (rule === undefined) throw new Error(`The rule of ${id} was not read`);
            if (rows.length === 0)
              throw body.version === rule.version ? scopeTooWide() : ruleChanged(body.version, rule);
            return rule;
          });
        } catch (error) {
          throw isForbidden(error) ? scopeTooWide() : error;
        }
      },
    }),
  ];
}

async function readRules(transaction: Parameters<typeof rowsOf>[0], ids: readonly string[]): Promise<RoleRule[]> {
  const rows = await rowsOf(
    transaction,
    sql<RoleRule>`
      select wanted.id as role, coalesce(r.needs_totp, false) as "needsTotp", coalesce(r.version, 0) as version,
        r.updated_at as "updatedAt", r.updated_by_name as "updatedByName", count(p.id)::int as people,
        (count(p.id) filter (where p.totp_set_at is null))::int as "peopleWithoutTotp"
      from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place)
        left join access.role_rule r on r.id = wanted.id
        left join access.person p on wanted.id = any (p.roles) and not p.is_disabled
      group by wanted.id, wanted.place, r.needs_totp, r.version, r.updated_at, r.updated_by_name order by wanted.place`,
  );
  return [...rows];
}

function ruleChanged(version: number, current: RoleRule): TerraceError {
  return new TerraceError({
    code: "record-changed-elsewhere",
    userMessage: "这个角色的登录要求刚被别人改过，您的修改还没有保存。请核对后再保存。",
    message: "The rule of this role was changed by someone else meanwhile; look at it and save again.",
    details: { given: version, current },
  });
}
