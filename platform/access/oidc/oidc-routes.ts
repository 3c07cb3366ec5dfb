import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, everyone, type Route } from "#platform/http-api";
import { type AccessContext, type Origin, rowsOf } from "../access-context.ts";
import type { OidcSettings } from "../access-settings.ts";
import {
  cookieHeader,
  cookieOf,
  isSecureRequest,
  originOf,
  sessionCookie,
  sessionTokenOf,
} from "../sessions/request-facts.ts";
import { startSession } from "../sessions/session-store.ts";
import { OIDC_START } from "../sign-in/session-routes.ts";
import { logSignIn } from "../sign-in/sign-in-log.ts";
import {
  createIdentityProvider,
  type ExternalIdentity,
  type Journey,
  oidcAccountUnknown,
  oidcFailed,
} from "./identity-provider.ts";

const CALLBACK = "/sign-in/oidc/callback";
const JOURNEY_COOKIE = "terrace_oidc";
const JOURNEY_SECONDS = 600;

const journeySchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
});

/** Single sign-on, where the settings have an identity provider. Browsers come here by links, so they are always sent on. */
export function oidcRoutes(context: AccessContext): readonly Route[] {
  const { settings } = context;
  const { oidc } = settings;
  if (oidc === null) return [];
  const provider = createIdentityProvider(oidc);
  return [
    defineRoute({
      method: "get",
      path: OIDC_START,
      access: everyone(),
      summary: { zh: "前往统一身份认证", en: "Go to the identity provider" },
      query: z.object({ return: z.string().max(2000).optional() }),
      response: "raw",
      handle: ({ query, request }) =>
        sentOn(async () => {
          const callback = callbackOf(oidc, request, settings.trustsProxy);
          const { address, journey } = await provider.begin(callback, ownAddress(query.return));
          return redirect(address.href, [journeyCookie(request, context, journey)]);
        }),
    }),
    defineRoute({
      method: "get",
      path: CALLBACK,
      access: everyone(),
      summary: { zh: "从统一身份认证返回", en: "Back from the identity provider" },
      response: "raw",
      handle: ({ request, address }) =>
        sentOn(async () => {
          const journey = journeyOf(request);
          const answered = callbackOf(oidc, request, settings.trustsProxy);
          answered.search = new URL(request.url).search;
          const identity = await provider.finish(answered, journey);
          const origin = originOf(request, address, settings.trustsProxy);
          const token = await signInExternally(context, identity, origin, sessionTokenOf(request));
          return redirect(journey.returnTo, [
            sessionCookie(token, isSecureRequest(request, settings.trustsProxy)),
            journeyCookie(request, context, null),
          ]);
        }),
    }),
  ];
}

/** A session for the account that the administrator tied to this identity. None is ever made by signing in. */
async function signInExternally(
  context: AccessContext,
  { subject, name }: ExternalIdentity,
  origin: Origin,
  previousToken: string | null,
): Promise<string> {
  const token = await context.database.asService("sign-in", async (transaction) => {
    const [person] = await rowsOf(
      transaction,
      sql<{ id: string; name: string; is_disabled: boolean }>`
        select id, name, is_disabled from access.person where external_subject = ${subject}`,
    );
    const personId = person?.id ?? null;
    const outcome = person === undefined ? "subject-unknown" : person.is_disabled ? "account-disabled" : "signed-in";
    await logSignIn(transaction, { name: person?.name ?? name, personId, outcome }, origin, context.now());
    if (personId === null || outcome !== "signed-in") return null;
    return startSession(transaction, context, { personId, previousToken, isExternal: true, origin });
  });
  if (token === null) throw oidcAccountUnknown();
  return token;
}

/** What went wrong is told on the sign-in page, whose address carries its code. */
async function sentOn(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    return redirect(`/sign-in?${new URLSearchParams({ problem: error.code })}`, []);
  }
}

function redirect(address: string, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: address, "Cache-Control": "no-store" });
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return new Response(null, { status: 302, headers });
}

function callbackOf({ publicAddress }: OidcSettings, request: Request, trustsProxy: boolean): URL {
  const scheme = isSecureRequest(request, trustsProxy) ? "https" : "http";
  return new URL(`/api${CALLBACK}`, publicAddress ?? `${scheme}://${new URL(request.url).host}`);
}

/** A path of this server; another site's address would make the sign-in a springboard for it. */
function ownAddress(asked: string | undefined): string {
  return asked !== undefined && /^\/(?![/\\])/.test(asked) ? asked : "/";
}

function journeyCookie(request: Request, { settings }: AccessContext, journey: Journey | null): string {
  return cookieHeader(
    JOURNEY_COOKIE,
    journey === null ? "" : Buffer.from(JSON.stringify(journey)).toString("base64url"),
    {
      path: "/api/sign-in/oidc",
      seconds: journey === null ? 0 : JOURNEY_SECONDS,
      isSecure: isSecureRequest(request, settings.trustsProxy),
    },
  );
}

function journeyOf(request: Request): Journey {
  const value = cookieOf(request, JOURNEY_COOKIE);
  if (value === null) throw oidcFailed();
  try {
    const journey = journeySchema.parse(JSON.parse(Buffer.from(value, "base64url").toString("utf8")));
    return { ...journey, returnTo: ownAddress(journey.returnTo) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw oidcFailed(error);
    throw error;
  }
}
