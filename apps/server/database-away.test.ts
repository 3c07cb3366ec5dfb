import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { type DatabaseBehindForwarder, openBehindForwarder, testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import { createLog, type LogEntry } from "#platform/observability";
import { type App, createApp } from "./create-app.ts";
import { type Listening, listen } from "./listen.ts";
import { migrations } from "./migrations.ts";
import { createPlatform, type Platform } from "./platform.ts";

/** Of the test alone. */
const PASSWORD = "山高水长 8 qk!";
/** An embedded database cannot go away by itself. */
const servers = testDatabases().filter(({ name }) => name !== "embedded");

test("a server whose database is away: asked of a database server only", () => {
  expect(testDatabases().length).toBeGreaterThanOrEqual(servers.length);
});

describe.each(servers)("the server while its database is away, on $name", ({ open }) => {
  let folder: string;
  let behind: DatabaseBehindForwarder;
  let platform: Platform;
  let app: App;
  let listening: Listening;
  let cookie = "";
  const entries: LogEntry[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-away-"));
    await mkdir(join(folder, "console"));
    await writeFile(join(folder, "console", "index.html"), "<!doctype html><title>智慧水保</title>");
    behind = await openBehindForwarder(open, migrations);
    const log = createLog({
      level: "debug",
      sinks: [{ write: (entry) => entries.push(entry), close: () => undefined }],
    });
    const { database } = behind;
    const surveys = createSurveyLibrary([]);
    const onError = (error: unknown) => log.error("work in the background failed", { error });
    const configuration = readConfiguration({ TERRACE_BACKUP_AT: "off" });
    platform = await createPlatform({ database, configuration, dataFolder: folder, surveys, onError });
    const consoleDirectory = join(folder, "console");
    app = await createApp({ surveys, consoleDirectory, platform, onLine: () => undefined, log });
    await platform.start();
    listening = await listen(app.app, "127.0.0.1", 0);
    const [home] = await behind.direct.execute("select id from access.organisation where kind = 'city'");
    await platform.access.createPerson("test", {
      name: "away",
      displayName: "示意人员",
      organisationId: String(home?.id),
      scope: "city",
      divisions: [],
      roles: ["city-supervisor"],
      password: PASSWORD,
    });
    const { headers } = await ask("POST", "/api/session", { name: "away", password: PASSWORD });
    cookie = headers.get("Set-Cookie")?.split(";")[0] ?? "";
  });
  afterAll(async () => {
    await listening.close();
    await platform.stop();
    await app.close();
    await behind.close();
    await rm(folder, { recursive: true });
  });

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(new URL(path, listening.url), {
      method,
      headers: { "X-Terrace-Request": "1", Cookie: cookie, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text };
  }
  const problemOf = ({ text }: { readonly text: string }) => JSON.parse(text) as { code: string; userMessage: string };
  const save = (name: string) => ask("POST", "/api/saved-filters", { set: "enclosures", name, query: "f=1" });
  const saved = async (name: string) =>
    (await behind.direct.execute("select count(*) as n from access.saved_filter where name = $1", [name]))[0]?.n;
  const isReady = async () => (await ask("GET", "/readyz")).status === 200;
  const bugs = () => entries.filter(({ message }) => message === "a request failed by a bug");

  test("every address answers 503 with a sentence, the pages come, and all goes on when it is back", async () => {
    expect(await isReady()).toBe(true);
    await behind.forwarder.cut();
    const paths = platform.routes.filter(({ method, path }) => method === "get" && !path.includes("{"));
    expect(paths.length).toBeGreaterThan(20);
    for (const { path } of paths) {
      const answer = await ask("GET", `/api${path}`);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(problemOf(answer).code).toBe("database-unavailable");
      expect(problemOf(answer).userMessage).toMatch(/数据库.*请/);
    }
    expect((await save("不在时")).status).toBe(503);
    expect((await ask("POST", "/api/session", { name: "away", password: PASSWORD })).status).toBe(503);
    for (const page of ["/", "/surveys", "/plan"]) {
      const answer = await ask("GET", page, undefined, { Accept: "text/html" });
      expect([page, answer.status]).toEqual([page, 200]);
      expect(answer.text).toContain("智慧水保");
    }
    expect((await ask("GET", "/healthz")).status).toBe(200);
    const ready = await ask("GET", "/readyz");
    expect(ready.status).toBe(503);
    expect(ready.headers.get("Retry-After")).toBe("5");
    expect(problemOf(ready).userMessage).toContain("数据库");
    const numbers = await ask("GET", "/metrics");
    expect(numbers.status).toBe(200);
    expect(numbers.text).toContain("\nterrace_database_up 0\n");

    await behind.forwarder.mend();
    expect(await isReady()).toBe(true);
    expect((await ask("GET", "/metrics")).text).toContain("\nterrace_database_up 1\n");
    expect((await ask("GET", "/api/session")).status).toBe(200);
    expect((await save("回来后")).status).toBe(200);
    expect([await saved("不在时"), await saved("回来后")]).toEqual([0, 1]);
    expect(bugs()).toEqual([]);
    const told = entries.map(({ message }) => message);
    expect(told.filter((message) => message === "not ready" || message === "ready again")).toEqual([
      "not ready",
      "ready again",
    ]);
  });

  test("a crowd that asks in the middle of it: each is answered, and no connection stays taken", async () => {
    const crowd = async () => {
      const answers = await Promise.all(Array.from({ length: 60 }, () => ask("GET", "/api/record-sets")));
      return answers.map(({ status }) => status);
    };
    const asking = crowd();
    await pause(20);
    await behind.forwarder.cut();
    for (const status of await asking) expect([200, 503]).toContain(status);
    expect(new Set(await crowd())).toEqual(new Set([503]));
    await behind.forwarder.mend();
    expect(new Set(await crowd())).toEqual(new Set([200]));
    expect(platform.database.countConnections()).toMatchObject({ waiting: 0 });
    expect(bugs()).toEqual([]);
  });

  test("the server ends every connection: the next request has a new one", async () => {
    await behind.direct.execute(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    const statuses = [];
    for (let index = 0; index < 20; index++) statuses.push((await ask("GET", "/api/record-sets")).status);
    for (const status of statuses) expect([200, 503]).toContain(status);
    expect(statuses.slice(-3)).toEqual([200, 200, 200]);
    expect(bugs()).toEqual([]);
  });

  test.each([
    ["before", 0],
    ["after", 1],
  ] as const)(
    "the connection goes %s the commit has arrived: nobody is told that it was not saved",
    async (when, rows) => {
      const cut = behind.forwarder.cutAt(["insert into access.saved_filter", "commit\0"], when);
      const answer = await save(`提交时 ${when}`);
      await cut;
      expect(answer.status).toBe(503);
      expect(problemOf(answer)).toMatchObject({
        code: "commit-unknown",
        userMessage: expect.stringContaining("不能确定"),
      });
      expect(await saved(`提交时 ${when}`)).toBe(rows);
      expect((await save(`提交时 ${when}`)).status).toBe(200);
      expect(await saved(`提交时 ${when}`)).toBe(1);
    },
  );

  test("a database that has hung is away too, within a few seconds; what waited is answered when it goes on", async () => {
    expect(await isReady()).toBe(true);
    behind.forwarder.freeze();
    const waiting = ask("GET", "/api/session");
    expect(await isReady()).toBe(false);
    expect((await ask("GET", "/metrics")).text).toContain("\nterrace_database_up 0\n");
    expect((await ask("GET", "/healthz")).status).toBe(200);
    await behind.forwarder.mend();
    expect((await waiting).status).toBe(200);
    expect(await isReady()).toBe(true);
  });

  test("stopped while its database is away, it stops", async () => {
    const onError: unknown[] = [];
    const other = await openBehindForwarder(open, migrations);
    const server = await createPlatform({
      database: other.database,
      configuration: readConfiguration({ TERRACE_BACKUP_AT: "off" }),
      dataFolder: join(folder, "other"),
      surveys: createSurveyLibrary([]),
      onError: (error) => onError.push(error),
    });
    await server.start();
    await other.forwarder.cut();
    await pause(1500);
    await server.stop();
    await server.surveys.close();
    await other.close();
    expect(onError).not.toEqual([]);
  });
});
