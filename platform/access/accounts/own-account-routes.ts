import { TerraceError } from "#errors";
import type { Session } from "#platform/database";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import type { AccessContext } from "../access-context.ts";
import {
  currentPasswordBody,
  passwordBody,
  recoveryCodesAnswer,
  sessionAnswer,
  totpAnswer,
  totpCodeBody,
  totpKeyAnswer,
} from "../http-contract.ts";
import { bearerOf, originOf } from "../sessions/request-facts.ts";
import { sessionResponse } from "../sign-in/session-routes.ts";
import {
  changePassword,
  confirmTotp,
  removeTotp,
  renewRecoveryCodes,
  startTotp,
  totpOf,
} from "./own-account.command.ts";

/** What people do with their own accounts, themselves and not by a key. */
export function ownAccountRoutes(context: AccessContext): readonly Route[] {
  const { settings } = context;
  return [
    defineRoute({
      method: "post",
      path: "/account/password",
      access: signedIn("set-password", "enrol-totp"),
      summary: { zh: "修改自己的密码", en: "Change one's password" },
      body: passwordBody,
      response: sessionAnswer,
      handle: async ({ body, session, request, address }) => {
        const personId = refuseKey(session, request);
        const origin = originOf(request, address, settings.trustsProxy);
        return sessionResponse(context, request, await changePassword(context, personId, body, origin));
      },
    }),
    defineRoute({
      method: "post",
      path: "/account/totp/start",
      access: signedIn("enrol-totp"),
      summary: { zh: "开始设置两步验证", en: "Begin to set up two-step sign-in" },
      response: totpKeyAnswer,
      handle: ({ session, request }) => startTotp(context, refuseKey(session, request)),
    }),
    defineRoute({
      method: "post",
      path: "/account/totp/confirm",
      access: signedIn("enrol-totp"),
      summary: {
        zh: "用验证码确认两步验证，返回恢复码",
        en: "Confirm two-step sign-in by a code; recovery codes are shown once",
      },
      body: totpCodeBody,
      response: recoveryCodesAnswer,
      handle: async ({ body, session, request }) => {
        const { recoveryCodes } = await confirmTotp(context, refuseKey(session, request), body.code);
        return { recoveryCodes: [...recoveryCodes] };
      },
    }),
    defineRoute({
      method: "get",
      path: "/account/totp",
      access: signedIn(),
      summary: { zh: "自己的两步验证和剩余恢复码", en: "One's two-step sign-in, and recovery codes left" },
      response: totpAnswer,
      handle: ({ session, request }) => totpOf(context, refuseKey(session, request)),
    }),
    defineRoute({
      method: "post",
      path: "/account/totp/recovery-codes",
      access: signedIn(),
      summary: { zh: "用密码换一组新的恢复码", en: "New recovery codes, by the password" },
      body: currentPasswordBody,
      response: recoveryCodesAnswer,
      handle: async ({ body, session, request, address }) => {
        const origin = originOf(request, address, settings.trustsProxy);
        const personId = refuseKey(session, request);
        const { recoveryCodes } = await renewRecoveryCodes(context, personId, body.password, origin);
        return { recoveryCodes: [...recoveryCodes] };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/account/totp",
      access: signedIn(),
      summary: { zh: "用密码关闭两步验证", en: "Take two-step sign-in away, by the password" },
      body: currentPasswordBody,
      response: "raw",
      handle: async ({ body, session, request, address }) => {
        const origin = originOf(request, address, settings.trustsProxy);
        await removeTotp(context, refuseKey(session, request), body.password, origin);
        return new Response(null, { status: 204 });
      },
    }),
  ];
}

/** The person's id where they ask themselves. */
export function refuseKey(session: Session, request: Request): string {
  if (bearerOf(request) === null && session.userId !== null) return session.userId;
  throw new TerraceError({
    code: "key-not-enough",
    userMessage: "账号的密码、两步验证和接口密钥只能由本人登录后更改，不能用接口密钥操作。请在页面上登录后办理。",
    message: "Password, two-step sign-in and API keys are changed by the person who has signed in, not by an API key.",
  });
}
