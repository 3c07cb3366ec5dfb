import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import type { AccessContext } from "../access-context.ts";
import { accountAnswer, accountChange, accountsAnswer, newAccount, oneTimePasswordAnswer } from "../http-contract.ts";
import { originOf } from "../sessions/request-facts.ts";
import { listAccounts } from "./account.query.ts";
import { changeAccount, openAccount, resetPassword, unlockAccount } from "./manage-accounts.command.ts";

const byId = z.object({ id: z.uuid() });

/** The accounts, for the system administrator and, as far as roles go, the security administrator. */
export function accountRoutes(context: AccessContext): readonly Route[] {
  const { settings, now } = context;
  return [
    defineRoute({
      method: "get",
      path: "/users",
      access: permission("system.people"),
      summary: { zh: "管辖范围内的账号", en: "The accounts within reach" },
      query: z.object({
        text: z.string().trim().max(100).default(""),
        page: z.coerce.number().int().min(1).default(1),
      }),
      response: accountsAnswer,
      handle: async ({ query, transaction }) => {
        const { users, count } = await transaction((tx) => listAccounts(tx, { ...query, at: now() }));
        return { users: [...users], count };
      },
    }),
    defineRoute({
      method: "post",
      path: "/users",
      access: permission("system.accounts"),
      summary: { zh: "开设账号，返回一次性密码", en: "Open an account; its one-time password is shown once" },
      body: newAccount,
      response: z.object({ id: z.string(), oneTimePassword: z.string().nullable() }),
      handle: ({ body, session, transaction }) => openAccount(context, session, transaction, body),
    }),
    defineRoute({
      method: "patch",
      path: "/users/{id}",
      access: permission("system.people"),
      summary: { zh: "更改账号资料、范围、状态或角色", en: "Change an account's facts, scope, state or roles" },
      params: byId,
      body: accountChange,
      response: accountAnswer.omit({ lockedUntil: true }),
      handle: ({ params, body, session, transaction }) => changeAccount(context, session, transaction, params.id, body),
    }),
    defineRoute({
      method: "post",
      path: "/users/{id}/password-reset",
      access: permission("system.accounts"),
      summary: { zh: "重置密码，返回一次性密码", en: "Reset the password; the new one-time password is shown once" },
      params: byId,
      response: oneTimePasswordAnswer,
      handle: ({ params, session, transaction }) => resetPassword(context, session, transaction, params.id),
    }),
    defineRoute({
      method: "post",
      path: "/users/{id}/unlock",
      access: permission("system.accounts"),
      summary: { zh: "解除登录锁定", en: "End the lock of a name" },
      params: byId,
      response: "raw",
      handle: async ({ params, session, transaction, request, address }) => {
        const origin = originOf(request, address, settings.trustsProxy);
        await unlockAccount(context, session, transaction, params.id, origin);
        return new Response(null, { status: 204 });
      },
    }),
  ];
}
