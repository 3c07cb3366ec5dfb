import { sql } from "kysely";
import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { rowsOf } from "../access-context.ts";
import { signInEventsAnswer } from "../http-contract.ts";
import { signInOutcomes } from "./sign-in-log.ts";

const PAGE_SIZE = 50;

export function signInLogRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/audit/sign-ins",
      access: permission("audit.read"),
      summary: { zh: "登录日志", en: "The sign-in log" },
      query: z.object({
        name: z.string().trim().max(100).optional(),
        outcome: z.enum(signInOutcomes).optional(),
        /** Days of China, both included. */
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        page: z.coerce.number().int().min(1).default(1),
      }),
      response: signInEventsAnswer,
      handle: ({ query: { name, outcome, from, to, page }, transaction }) =>
        transaction(async (tx) => {
          const where = sql`where (${name ?? null}::text is null or lower(e.name) = lower(${name ?? null}))
            and (${outcome ?? null}::text is null or e.outcome = ${outcome ?? null})
            and (${from ?? null}::date is null or e.at >= (${from ?? null}::date)::timestamp at time zone 'Asia/Shanghai')
            and (${to ?? null}::date is null or e.at < (${to ?? null}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;
          const [total] = await rowsOf(
            tx,
            sql<{ count: number }>`select count(*) as count from access.sign_in_event e ${where}`,
          );
          const events = await rowsOf(
            tx,
            sql<z.input<typeof signInEventsAnswer>["events"][number]>`
              select e.id, e.at, e.name, e.outcome, e.address, e.agent,
                case when p.id is not null then json_build_object('id', p.id, 'displayName', p.display_name) end as person
              from access.sign_in_event e left join access.person p on p.id = e.person_id ${where}
              order by e.at desc, e.id desc limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`,
          );
          return { events: [...events], count: total?.count ?? 0 };
        }),
    }),
  ];
}
