import { sql } from "kysely";
import { TerraceError } from "#errors";
import { defineRoute, everyone, type Route } from "#platform/http-api";
import { type AccessContext, rowsOf } from "../access-context.ts";
import { insertPerson } from "../accounts/create-person.ts";
import { sessionAnswer, setupBody } from "../http-contract.ts";
import { SYSTEM_ADMINISTRATOR } from "../roles/role-book.ts";
import { originOf, sessionTokenOf } from "../sessions/request-facts.ts";
import { sessionFacts } from "../sessions/session-facts.ts";
import { startSession } from "../sessions/session-store.ts";
import { randomToken, tokenHash } from "../sessions/token.ts";
import { hashPassword } from "../sign-in/password-hash.ts";
import { refuseWeakPassword } from "../sign-in/password-rules.ts";
import { sessionResponse } from "../sign-in/session-routes.ts";
import { refuseAddress } from "../sign-in/sign-in.command.ts";
import { logSignIn } from "../sign-in/sign-in-log.ts";

/** A link for the first administrator, in place of earlier ones; null where somebody has an account already. */
export async function ensureSetupLink({ database, now }: AccessContext, baseUrl: string): Promise<string | null> {
  return database.asService("setup", async (transaction) => {
    const people = await rowsOf(transaction, sql`select 1 from access.person limit 1`);
    if (people.length > 0) return null;
    const token = randomToken();
    await sql`delete from access.setup_token where used_at is null`.execute(transaction);
    await sql`insert into access.setup_token (token_hash, made_at) values (${tokenHash(token)}, ${now().toISOString()})`.execute(
      transaction,
    );
    const link = new URL("/setup", baseUrl);
    link.searchParams.set("token", token);
    return link.href;
  });
}

export function setupRoutes(context: AccessContext): readonly Route[] {
  const { database, roles, settings, now } = context;
  return [
    defineRoute({
      method: "post",
      path: "/setup",
      access: everyone(),
      summary: {
        zh: "用一次性链接设立第一位系统管理员",
        en: "Make the first system administrator by the one-time link",
      },
      body: setupBody,
      response: sessionAnswer,
      handle: async ({ body, request, address }) => {
        const { name, displayName, password } = body;
        const origin = originOf(request, address, settings.trustsProxy);
        await refuseAddress(context, { name, origin });
        await database.asService("setup", (transaction) => refuseToken(transaction, body.token));
        refuseWeakPassword(password, name);
        const passwordHash = await hashPassword(password);
        const started = await database.asService("setup", async (transaction) => {
          await spendToken(transaction, body.token, now());
          const personId = await insertPerson(transaction, {
            name,
            displayName,
            organisationId: await homeOrganisation(transaction, context),
            scope: "city",
            divisions: [],
            roles: [SYSTEM_ADMINISTRATOR],
            passwordHash,
            mustSetPassword: false,
            externalSubject: null,
            at: now(),
          });
          await logSignIn(transaction, { name, personId, outcome: "signed-in" }, origin, now());
          const previousToken = sessionTokenOf(request);
          const token = await startSession(transaction, context, {
            personId,
            previousToken,
            isExternal: false,
            origin,
          });
          return { token, facts: await sessionFacts(transaction, personId, roles) };
        });
        return sessionResponse(context, request, started);
      },
    }),
  ];
}

type Transaction = Parameters<typeof rowsOf>[0];

async function refuseToken(transaction: Transaction, token: string): Promise<void> {
  const valid = await rowsOf(
    transaction,
    sql`select 1 from access.setup_token where token_hash = ${tokenHash(token)} and used_at is null
      and not exists (select from access.person)`,
  );
  if (valid.length === 0) throw setupTokenInvalid();
}

/** Two who use it at once wait for each other at its row, and the second finds it used. */
async function spendToken(transaction: Transaction, token: string, at: Date): Promise<void> {
  const used = await rowsOf(
    transaction,
    sql`update access.setup_token set used_at = ${at.toISOString()}
      where token_hash = ${tokenHash(token)} and used_at is null and not exists (select from access.person) returning 1`,
  );
  if (used.length === 0) throw setupTokenInvalid();
}

async function homeOrganisation(transaction: Transaction, { settings }: AccessContext): Promise<string> {
  const { code, nameZh, nameEn } = settings.homeOrganisation;
  await sql`insert into access.organisation (code, name_zh, name_en, kind) values (${code}, ${nameZh}, ${nameEn}, 'city')
    on conflict (code) do nothing`.execute(transaction);
  const [row] = await rowsOf(transaction, sql<{ id: string }>`select id from access.organisation where code = ${code}`);
  if (row === undefined) throw new Error(`The organisation ${code} was neither there nor made`);
  return row.id;
}

function setupTokenInvalid(): TerraceError {
  return new TerraceError({
    code: "setup-token-invalid",
    userMessage: "这个设置链接无效、已用过，或系统已设置完成。请用服务最近一次启动时显示的链接。",
    message:
      "The set-up link is wrong, used, or no longer needed. Use the one that the last start of the server printed.",
  });
}
