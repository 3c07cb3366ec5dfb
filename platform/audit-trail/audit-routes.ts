import { z } from "zod";
import type { Database } from "#platform/database";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { listChanges } from "./history.query.ts";
import { verifyAuditTrail } from "./verify-audit-trail.query.ts";

const line = z.object({
  id: z.number(),
  at: z.string(),
  actorId: z.string().nullable(),
  actor: z.string(),
  table: z.string(),
  recordId: z.string(),
  action: z.enum(["insert", "update", "delete"]),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
});

/** The whole history, for the audit administrator alone. Of a record, everybody who sees it reads its own. */
export function auditTrailRoutes(database: Database): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/audit/changes",
      access: permission("audit.read"),
      summary: { zh: "全部变更历史", en: "The whole history of changes" },
      query: z.object({
        table: z.string().max(100).optional(),
        record: z.string().max(100).optional(),
        actor: z.string().trim().min(1).max(100).optional(),
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
        page: z.coerce.number().int().min(1).default(1),
      }),
      response: z.object({ changes: z.array(line), count: z.number() }),
      handle: async ({ query, transaction }) => {
        const { changes, count } = await transaction((tx) => listChanges(tx, query));
        return { changes: changes.map((change) => ({ ...change, changes: [...change.changes] })), count };
      },
    }),
    defineRoute({
      method: "get",
      path: "/audit/verification",
      access: permission("audit.read"),
      summary: { zh: "校验变更历史的哈希链", en: "Verify the hash chain of the history" },
      response: z.object({
        ok: z.boolean(),
        lines: z.number(),
        lastHash: z.string(),
        fault: z.object({ id: z.number(), reason: z.enum(["edited", "missing", "broken"]) }).nullable(),
      }),
      handle: () => verifyAuditTrail(database),
    }),
  ];
}
