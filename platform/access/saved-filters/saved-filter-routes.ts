import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { rowsOf } from "../access-context.ts";
import { newSavedFilter, savedFilterAnswer } from "../http-contract.ts";

/** The questions of a list that somebody asks again, by name; each person sees their own. */
export function savedFilterRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/saved-filters",
      access: signedIn(),
      summary: { zh: "自己保存的筛选", en: "One's saved filters" },
      query: z.object({ set: z.string().min(1) }),
      response: z.array(savedFilterAnswer),
      handle: ({ query, transaction }) =>
        transaction(async (tx) => [
          ...(await rowsOf(
            tx,
            sql<z.input<typeof savedFilterAnswer>>`select id, name, query from access.saved_filter
              where record_set = ${query.set} order by name`,
          )),
        ]),
    }),
    defineRoute({
      method: "post",
      path: "/saved-filters",
      access: signedIn(),
      summary: { zh: "保存筛选，同名的被替换", en: "Save a filter, in place of one of the same name" },
      body: newSavedFilter,
      response: savedFilterAnswer,
      handle: ({ body, session, transaction }) =>
        transaction(async (tx) => {
          const [row] = await rowsOf(
            tx,
            sql<z.input<typeof savedFilterAnswer>>`
              insert into access.saved_filter (person_id, record_set, name, query)
              values (${session.userId}, ${body.set}, ${body.name}, ${body.query})
              on conflict on constraint saved_filter_name do update set query = excluded.query returning id, name, query`,
          );
          return row as z.input<typeof savedFilterAnswer>;
        }),
    }),
    defineRoute({
      method: "delete",
      path: "/saved-filters/{id}",
      access: signedIn(),
      summary: { zh: "删除保存的筛选", en: "Remove a saved filter" },
      params: z.object({ id: z.uuid() }),
      response: "raw",
      handle: async ({ params, transaction }) => {
        const removed = await transaction((tx) =>
          rowsOf(tx, sql`delete from access.saved_filter where id = ${params.id} returning id`),
        );
        if (removed.length === 0) throw filterUnknown(params.id);
        return new Response(null, { status: 204 });
      },
    }),
  ];
}

function filterUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "record-unknown",
    userMessage: "没有找到这个保存的筛选：它可能已被删除。请刷新后重试。",
    message: "There is no such saved filter; it may have been removed. Reload and try again.",
    details: { id },
  });
}
