import { Hono } from "hono";
import type { testDatabases } from "#fixtures/test-database";
import type { Database } from "#platform/database";
import { createErrorHandler, mountRoutes, type Route } from "#platform/http-api";
import {
  type Access,
  type AccessSettings,
  type AccountScope,
  accessProblemStatuses,
  administratorRoles,
  createAccess,
  type RoleDefinition,
} from "./index.ts";

const ROLES: readonly RoleDefinition[] = [
  ...administratorRoles,
  { id: "inspector", nameZh: "巡查员", nameEn: "Inspector", permissions: ["patches.view", "patches.verify"] },
  {
    id: "approver",
    nameZh: "审核员",
    nameEn: "Approver",
    permissions: ["patches.approve"],
    exclusiveWith: ["inspector"],
  },
];

/** Of the tests alone. */
export const PASSWORD = "山高水长 8 qk!";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers, compared by the test
  readonly body: any;
  readonly headers: Headers;
}

/** A browser, which keeps the cookie it is given, or a program with a key. */
export interface Client {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  cookie: string | null;
}

/** A server of the sign-in service over a test database, with a clock that the test turns. */
export interface TestServer {
  readonly database: Database;
  readonly access: Access;
  readonly clock: { now: Date };
  later(minutes: number): void;
  browser(headers?: Record<string, string>): Client;
  /** A person with `PASSWORD`, of an organisation by its code. */
  person(name: string, options: PersonOptions): Promise<string>;
  organisation(code: string, kind: string, divisionCode?: string): Promise<string>;
  /** A browser that has signed in with `PASSWORD`. */
  signedIn(name: string): Promise<Client>;
  close(): Promise<void>;
}

export interface PersonOptions {
  readonly organisation: string;
  readonly scope?: AccountScope;
  readonly divisions?: readonly string[];
  readonly roles?: readonly string[];
}

export async function startTestServer(
  open: ReturnType<typeof testDatabases>[number]["open"],
  settings: Partial<AccessSettings> = {},
  moreRoutes: readonly Route[] = [],
): Promise<TestServer> {
  const database = await open();
  const clock = { now: new Date("2026-11-24T08:00:00+08:00") };
  const access = createAccess({
    database,
    roles: ROLES,
    // 蓬莱 took in 长岛 in 2020.
    expandDivisions: (codes) => (codes.includes("370614") ? [...codes, "370634"] : codes),
    settings: { homeOrganisation: { code: "water", nameZh: "市水利局", nameEn: "Water bureau" }, ...settings },
    now: () => clock.now,
  });
  const app = new Hono();
  app.onError(
    createErrorHandler({
      statuses: accessProblemStatuses,
      onBug: (error) => {
        throw error;
      },
    }),
  );
  app.route(
    "/api",
    mountRoutes({
      routes: [...access.routes, ...moreRoutes],
      database,
      identify: (request) => access.identify(request),
    }),
  );
  const organisation = async (code: string, kind: string, divisionCode: string | null = null) => {
    const rows = await database.execute(
      `insert into access.organisation (code, name_zh, name_en, kind, division_code) values ($1, $1, $1, $2, $3)
       on conflict (code) do update set code = excluded.code returning id`,
      [code, kind, divisionCode],
    );
    return rows[0]?.id as string;
  };
  const browser = (headers: Record<string, string> = {}): Client => {
    const client: Client = {
      cookie: null,
      ask: async (method, path, body, more = {}) => {
        const answer = await app.request(`http://terrace.test/api${path}`, {
          method,
          headers: {
            "X-Terrace-Request": "1",
            ...(client.cookie === null ? {} : { Cookie: client.cookie }),
            ...headers,
            ...more,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const given = answer.headers.get("Set-Cookie")?.split(";")[0];
        if (given?.startsWith("terrace_session=")) client.cookie = given === "terrace_session=" ? null : given;
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? null : JSON.parse(text), headers: answer.headers };
      },
    };
    return client;
  };
  return {
    database,
    access,
    clock,
    later: (minutes) => {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
    browser,
    organisation,
    person: async (name, { organisation: code, scope = "city", divisions = [], roles = [] }) => {
      const organisationId = await organisation(code, scope, divisions[0]);
      const person = {
        name,
        displayName: `${name}（演示）`,
        organisationId,
        scope,
        divisions,
        roles,
        password: PASSWORD,
      };
      return (await access.createPerson("test", person)).id;
    },
    signedIn: async (name) => {
      const client = browser();
      const { status, body } = await client.ask("POST", "/session", { name, password: PASSWORD });
      if (status !== 200) throw new Error(`${name} cannot sign in: ${JSON.stringify(body)}`);
      return client;
    },
    close: () => database.close(),
  };
}
