import { sql } from "kysely";
import { defineRoute, everyone, type Route, signedIn } from "#platform/http-api";
import { type AccessContext, rowsOf } from "../access-context.ts";
import { methodsAnswer, sessionAnswer, signInBody } from "../http-contract.ts";
import {
  endedSessionCookie,
  isSecureRequest,
  originOf,
  sessionCookie,
  sessionTokenOf,
} from "../sessions/request-facts.ts";
import { sessionFacts } from "../sessions/session-facts.ts";
import { endSession } from "../sessions/session-store.ts";
import { isSetUp } from "../setup/is-set-up.ts";
import { SHORTEST_PASSWORD } from "./password-rules.ts";
import { type StartedSession, signIn } from "./sign-in.command.ts";
import { logSignIn } from "./sign-in-log.ts";

/** Where the browser goes for single sign-on. */
export const OIDC_START = "/sign-in/oidc/start";

export function sessionRoutes(context: AccessContext): readonly Route[] {
  const { database, roles, settings, now } = context;
  return [
    defineRoute({
      method: "get",
      path: "/session",
      access: signedIn("set-password", "enrol-totp"),
      summary: { zh: "当前登录的人及其权限", en: "Who is signed in, and their permissions" },
      response: sessionAnswer,
      handle: async ({ session }) => {
        const facts = await database.asService("sign-in", (tx) => sessionFacts(tx, session.userId ?? "", roles));
        // As this session was identified: by a key or by single sign-on it may be less, or more, than by password.
        return {
          ...facts,
          permissions: [...session.permissions],
          mustSetPassword: session.mustFirst === "set-password",
          mustEnrolTotp: session.mustFirst === "enrol-totp",
        };
      },
    }),
    defineRoute({
      method: "post",
      path: "/session",
      access: everyone(),
      summary: { zh: "登录", en: "Sign in" },
      body: signInBody,
      response: sessionAnswer,
      handle: async ({ body, request, address }) => {
        const started = await signIn(context, {
          name: body.name,
          password: body.password,
          totp: body.totp,
          origin: originOf(request, address, settings.trustsProxy),
          previousToken: sessionTokenOf(request),
        });
        return sessionResponse(context, request, started);
      },
    }),
    defineRoute({
      method: "delete",
      path: "/session",
      access: everyone(),
      summary: { zh: "退出", en: "Sign out" },
      response: "raw",
      handle: async ({ request, session, address }) => {
        const token = sessionTokenOf(request);
        if (token !== null) {
          await database.asService("sign-in", async (transaction) => {
            await endSession(transaction, token);
            const [person] = await rowsOf(
              transaction,
              sql<{ id: string; name: string }>`select id, name from access.person where id = ${session.userId}`,
            );
            if (person === undefined) return;
            const event = { name: person.name, personId: person.id, outcome: "signed-out" } as const;
            await logSignIn(transaction, event, originOf(request, address, settings.trustsProxy), now());
          });
        }
        const ended = endedSessionCookie(isSecureRequest(request, settings.trustsProxy));
        return new Response(null, { status: 204, headers: { "Set-Cookie": ended, "Cache-Control": "no-store" } });
      },
    }),
    defineRoute({
      method: "get",
      path: "/sign-in/methods",
      access: everyone(),
      summary: { zh: "可用的登录方式", en: "Ways to sign in" },
      response: methodsAnswer,
      handle: async () => {
        const { oidc } = settings;
        return {
          password: true as const,
          oidc: oidc && { labelZh: oidc.labelZh, labelEn: oidc.labelEn, startPath: `/api${OIDC_START}` },
          isSetUp: await isSetUp(context),
          shortestPassword: SHORTEST_PASSWORD,
        };
      },
    }),
  ];
}

/** What a browser gets with a new session: its facts, and the cookie. */
export function sessionResponse(
  { settings }: AccessContext,
  request: Request,
  { token, facts }: StartedSession,
): Response {
  const cookie = sessionCookie(token, isSecureRequest(request, settings.trustsProxy));
  return Response.json(facts, { headers: { "Set-Cookie": cookie, "Cache-Control": "no-store" } });
}
