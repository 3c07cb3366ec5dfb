import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, type ProblemStatuses, type Route, signedIn } from "#platform/http-api";
import type { RecordSets } from "#platform/record-sets";
import { cursorOf, parseCursor } from "./cursor.ts";
import { readBeginning, readChanges, readEnd, setsWithHistory } from "./read-changes.query.ts";

export const changeFeedProblemStatuses: ProblemStatuses = {
  "change-cursor-invalid": 400,
  "change-cursor-outdated": 410,
  "changes-not-kept": 422,
};

const change = z.object({
  set: z.string(),
  id: z.string(),
  code: z.string().nullable(),
  kind: z.enum(["created", "changed", "removed"]),
  version: z.number().nullable(),
  fields: z.array(z.string()),
  at: z.string(),
});

/** What changed since another system last asked, for every record set that its key may open: it comes again with the cursor it got. */
export function changeFeedRoutes(sets: RecordSets): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/changes",
      access: signedIn(),
      summary: {
        zh: "变更推送：自游标 since 以来各台账新增、修改、移出的记录，按先后次序，不遗漏",
        en: "The change feed: records created, changed and removed since a cursor, in their order and without gaps",
      },
      query: z.object({
        since: z.string().max(200).optional().describe("上一次返回的 next；now 表示从现在起；不给则从最早的历史起"),
        sets: z.string().max(2000).optional().describe("台账，以逗号分隔；不给则为可查看的全部台账"),
        limit: z.coerce.number().int().min(1).max(5000).default(1000).describe("一次最多几条"),
      }),
      response: z.object({
        changes: z.array(change),
        next: z.string().describe("下一次用作 since"),
        hasMore: z.boolean().describe("此刻还有更多，可立即再取"),
        sets: z.array(z.string()).describe("包含的台账"),
      }),
      handle: async ({ session, query, transaction }) => {
        const ids = query.sets?.split(",").map((id) => id.trim());
        const asked =
          ids === undefined
            ? sets.all.filter(({ permission }) => session.permissions.includes(permission))
            : [...new Set(ids)].map((id) => sets.open(session, id));
        const { since } = query;
        const given = since === undefined || since === "" || since === "now" ? null : parseCursor(since);
        return transaction(async (tx) => {
          const kept = await setsWithHistory(tx, asked);
          const missing = asked.find((set) => !kept.includes(set));
          if (ids !== undefined && missing !== undefined) throw changesNotKept(missing.id, missing.titleZh);
          const covered = kept.map(({ id }) => id);
          if (since === "now") return { changes: [], next: cursorOf(await readEnd(tx)), hasMore: false, sets: covered };
          const page = await readChanges(tx, kept, given ?? (await readBeginning(tx)), query.limit);
          const changes = page.changes.map((one) => ({ ...one, fields: [...one.fields] }));
          return { changes, next: cursorOf(page.next), hasMore: page.hasMore, sets: covered };
        });
      },
    }),
  ];
}

function changesNotKept(set: string, titleZh: string): TerraceError {
  return new TerraceError({
    code: "changes-not-kept",
    userMessage: `${titleZh}不记变更历史，不能跟踪。请从 sets 中去掉 ${set}，需要时整表读取。`,
    message: `${set} keeps no history and cannot be followed. Leave it out of sets, and read it in full when needed.`,
    details: { set },
  });
}
