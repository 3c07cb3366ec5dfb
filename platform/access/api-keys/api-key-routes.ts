import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { type AccessContext, minutesLater, rowsOf } from "../access-context.ts";
import { refuseKey } from "../accounts/own-account-routes.ts";
import { apiKeyAnswer, createdApiKeyAnswer, newApiKey } from "../http-contract.ts";
import { randomToken, tokenHash } from "../sessions/token.ts";

/** Tells a scanner of sources and logs what it has found. */
const PREFIX = "trk_";

/** Keys with which programs act for their owner, in the owner's scope and with no more than the owner's permissions. */
export function apiKeyRoutes({ settings, now }: AccessContext): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/account/api-keys",
      access: signedIn(),
      summary: { zh: "自己的接口密钥", en: "One's API keys" },
      response: z.array(apiKeyAnswer),
      handle: ({ transaction, session, request }) => {
        refuseKey(session, request);
        return transaction(async (tx) => [
          ...(await rowsOf(
            tx,
            sql<
              z.input<typeof apiKeyAnswer>
            >`select k.id, k.label, k.created_at as "createdAt", k.expires_at as "expiresAt",
              u.used_at as "lastUsedAt", k.revoked_at is not null as "isRevoked"
              from access.api_key k left join access.api_key_use u on u.key_id = k.id order by k.created_at desc`,
          )),
        ]);
      },
    }),
    defineRoute({
      method: "post",
      path: "/account/api-keys",
      access: signedIn(),
      summary: { zh: "新建接口密钥，只显示一次", en: "Make an API key, which is shown once" },
      body: newApiKey,
      response: createdApiKeyAnswer,
      handle: async ({ body, transaction, session, request }) => {
        const personId = refuseKey(session, request);
        const days = Math.min(body.days ?? settings.apiKeyDays, settings.apiKeyDays);
        const expiresAt = minutesLater(now(), days * 24 * 60).toISOString();
        const key = PREFIX + randomToken();
        const [row] = await transaction((tx) =>
          rowsOf(
            tx,
            sql<{ id: string }>`insert into access.api_key (person_id, label, key_hash, created_at, expires_at)
              values (${personId}, ${body.label}, ${tokenHash(key)}, ${now().toISOString()}, ${expiresAt}) returning id`,
          ),
        );
        return { id: (row as { id: string }).id, key, expiresAt };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/account/api-keys/{id}",
      access: signedIn(),
      summary: { zh: "停用接口密钥", en: "Revoke an API key" },
      params: z.object({ id: z.uuid() }),
      response: "raw",
      handle: async ({ params, transaction, session, request }) => {
        refuseKey(session, request);
        const revoked = await transaction((tx) =>
          rowsOf(
            tx,
            sql`update access.api_key set revoked_at = coalesce(revoked_at, ${now().toISOString()}::timestamptz)
              where id = ${params.id} returning id`,
          ),
        );
        if (revoked.length === 0) throw keyUnknown(params.id);
        return new Response(null, { status: 204 });
      },
    }),
  ];
}

function keyUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "record-unknown",
    userMessage: "没有找到这个接口密钥：它可能属于别人。请刷新列表后重试。",
    message: "There is no such API key of yours. Reload the list and try again.",
    details: { id },
  });
}
