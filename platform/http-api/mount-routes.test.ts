import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import {
  createErrorHandler,
  defineRoute,
  everyone,
  mountRoutes,
  openApiDocument,
  permission,
  signedIn,
} from "./index.ts";

const routes = [
  defineRoute({
    method: "get",
    path: "/public",
    access: everyone(),
    summary: { zh: "公开", en: "Public" },
    response: z.object({ scope: z.string() }),
    handle: async ({ session }) => ({ scope: session.scope }),
  }),
  defineRoute({
    method: "get",
    path: "/things/{id}",
    access: signedIn(),
    summary: { zh: "事物", en: "Thing" },
    params: z.object({ id: z.coerce.number().int() }),
    query: z.object({ size: z.coerce.number().max(10).default(1) }),
    response: z.object({ id: z.number(), size: z.number() }),
    handle: async ({ params, query }) => ({ id: params.id, size: query.size, secret: "不外露" }),
  }),
  defineRoute({
    method: "get",
    path: "/things/latest",
    access: signedIn(),
    summary: { zh: "最新", en: "Latest" },
    response: "raw",
    handle: async () => new Response("latest"),
  }),
  defineRoute({
    method: "post",
    path: "/things",
    access: permission("things.add"),
    summary: { zh: "新增", en: "Add" },
    body: z.object({ name: z.string().min(1) }),
    response: z.object({ user: z.string() }),
    handle: async ({ body, transaction }) =>
      transaction(async (tx) => {
        const { rows } = await sql<{ user: string }>`select ${body.name} || current_user as user`.execute(tx);
        return { user: rows[0]?.user ?? "" };
      }),
  }),
];

const [kind] = testDatabases();
describe("routes behind their rules", () => {
  let database: Database;
  let app: Hono;
  beforeAll(async () => {
    if (kind === undefined) throw new Error("no test database is chosen");
    database = await kind.open();
    const sessions: Readonly<Record<string, Session>> = {
      reader: { ...NOBODY, userId: "00000000-0000-4000-8000-000000000001", scope: "division", divisions: ["370686"] },
      adder: { ...NOBODY, userId: "00000000-0000-4000-8000-000000000002", permissions: ["things.add"] },
    };
    app = new Hono();
    app.onError(createErrorHandler({ statuses: {}, onBug: (error) => expect.fail(String(error)) }));
    const identify = async (request: Request) => sessions[request.headers.get("X-Who") ?? ""] ?? NOBODY;
    app.route("/api", mountRoutes({ routes, database, identify }));
  });
  afterAll(() => database.close());

  const ask = (path: string, who = "", init: RequestInit = {}) =>
    app.request(path, { ...init, headers: { "X-Who": who, "X-Terrace-Request": "1", ...init.headers } });
  const post = (body: string, who: string, headers: Record<string, string> = {}) =>
    app.request("/api/things", { method: "POST", body, headers: { "X-Who": who, ...headers } });

  test("everyone, the signed-in and those with the permission get in; others are told why not", async () => {
    expect(await (await ask("/api/public")).json()).toEqual({ scope: "none" });
    const refused = await ask("/api/things/1");
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "sign-in-needed" });
    expect((await ask("/api/things/1", "reader")).status).toBe(200);
    const own = { "X-Terrace-Request": "1" };
    expect(await (await post('{"name":"a"}', "reader", own)).json()).toMatchObject({ code: "permission-missing" });
    expect(await (await post('{"name":"a"}', "adder", own)).json()).toEqual({ user: "aterrace_user" });
  });

  test("parameters are checked, and nothing but the declared response goes out", async () => {
    expect(await (await ask("/api/things/7?size=3", "reader")).json()).toEqual({ id: 7, size: 3 });
    expect((await ask("/api/things/7?size=30", "reader")).status).toBe(400);
    expect((await ask("/api/things/seven", "reader")).status).toBe(400);
    expect(await (await ask("/api/things/latest", "reader")).text()).toBe("latest");
    const own = { "X-Terrace-Request": "1" };
    expect((await post("{", "adder", own)).status).toBe(400);
    expect((await post('{"name":""}', "adder", own)).status).toBe(400);
    expect((await post(`"${"x".repeat(9 << 20)}"`, "adder", own)).status).toBe(413);
  });

  test("a change that another site's page sends with our cookie is refused", async () => {
    expect(await (await post('{"name":"a"}', "adder")).json()).toMatchObject({ code: "request-forged" });
    expect((await post('{"name":"a"}', "adder", { Authorization: "Bearer k" })).status).toBe(200);
  });

  test("the documentation has every route with its parameters and rule", () => {
    const { paths } = openApiDocument(routes, "1.0.0") as { paths: Record<string, Record<string, unknown>> };
    expect(Object.keys(paths)).toEqual(["/public", "/things/{id}", "/things/latest", "/things"]);
    expect(paths["/things"]?.post).toMatchObject({ "x-permission": "things.add", requestBody: { required: true } });
    expect(paths["/things/{id}"]?.get).toMatchObject({
      parameters: [
        { name: "id", in: "path", required: true },
        { name: "size", in: "query", required: false, schema: { maximum: 10 } },
      ],
    });
  });
});
