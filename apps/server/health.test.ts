import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { type App, createApp } from "./create-app.ts";
import { type Listening, listen } from "./listen.ts";
import { migrations } from "./migrations.ts";
import { createPlatform, type Platform } from "./platform.ts";

/** Of the test alone. */
const PASSWORD = "山高水长 8 qk!";

describe.each(testDatabases())("who keeps the server running, on $name", ({ open }) => {
  let folder: string;
  let database: Database;
  let platform: Platform;
  let app: App;
  let listening: Listening;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-health-"));
    await mkdir(join(folder, "console"));
    await writeFile(join(folder, "console", "index.html"), "<!doctype html>");
    database = await open(migrations);
    const surveys = createSurveyLibrary([]);
    const configuration = readConfiguration({});
    const onError = (error: unknown) => {
      throw error;
    };
    platform = await createPlatform({ database, configuration, dataFolder: folder, surveys, onError });
    const consoleDirectory = join(folder, "console");
    app = await createApp({ surveys, consoleDirectory, platform, onLine: () => undefined });
    listening = await listen(app.app, "127.0.0.1", 0);
    await person("keeper", "系统管理员（示意）", "system-administrator");
    await person("zhang-san", "张三（示意）", "city-supervisor");
  });
  afterAll(async () => {
    await listening.close();
    await platform.stop();
    await app.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function person(name: string, displayName: string, role: string) {
    const [home] = await database.execute("select id from access.organisation where kind = 'city'");
    const organisationId = String(home?.id);
    const roles = [role];
    await platform.access.createPerson("test", {
      name,
      displayName,
      organisationId,
      scope: "city",
      divisions: [],
      roles,
      password: PASSWORD,
    });
  }
  async function keyOf(name: string): Promise<string> {
    const own = { "X-Terrace-Request": "1" };
    const body = JSON.stringify({ name, password: PASSWORD });
    const signedIn = await app.app.request("/api/session", { method: "POST", headers: own, body });
    const Cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    const made = await app.app.request("/api/account/api-keys", {
      method: "POST",
      headers: { ...own, Cookie },
      body: JSON.stringify({ label: "prometheus" }),
    });
    return ((await made.json()) as { key: string }).key;
  }
  const overTheWire = (headers: Record<string, string> = {}) => fetch(`${listening.url}metrics`, { headers });

  test("the process is alive, and ready with its database", async () => {
    expect((await app.app.request("/healthz")).status).toBe(200);
    const ready = await app.app.request("/readyz");
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
    expect(ready.headers.get("Cache-Control")).toBe("no-store");
  });

  test("a program of this machine reads the numbers, another only with a key of who keeps the system", async () => {
    const here = await overTheWire();
    expect(here.status).toBe(200);
    expect(here.headers.get("Content-Type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await here.text()).toContain("\nterrace_database_up 1\n");

    // By way of a proxy of this machine it is somebody else; a request made in the process has no connection at all.
    const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
    expect(await codeOf(await overTheWire({ "X-Forwarded-For": "10.1.2.3" }))).toEqual([401, "sign-in-needed"]);
    expect(await codeOf(await app.app.request("/metrics"))).toEqual([401, "sign-in-needed"]);
    const with_ = async (name: string) => ({
      "X-Forwarded-For": "10.1.2.3",
      Authorization: `Bearer ${await keyOf(name)}`,
    });
    expect((await overTheWire(await with_("keeper"))).status).toBe(200);
    expect(await codeOf(await overTheWire(await with_("zhang-san")))).toEqual([403, "permission-missing"]);
  });

  test("whatever is asked for, the numbers name patterns of routes: no address, no name, no id", async () => {
    const patterns = new Set([...platform.routes, ...platform.ogcRoutes].map(({ path }) => path));
    const id = "0b9f7c1e-2a44-4b6e-9e0a-1f5f0a8f2b11";
    for (const path of [
      `/api/record-sets/enclosures/records/${id}`,
      `/api/jobs/${id}`,
      "/api/people/zhang-san",
      "/api/zhang-san?token=geheim",
      `/ogc/collections/enclosures/items/${id}`,
      "/zhang-san/geheim",
      "/assets/zhang-san.js",
    ]) {
      await app.app.request(path);
    }
    const text = await (await overTheWire()).text();
    for (const private_ of [id, "zhang-san", "geheim", "张三", "keeper"]) expect(text).not.toContain(private_);
    const routes = new Set(Array.from(text.matchAll(/route="([^"]*)"/g), ([, route = ""]) => route));
    const known = (route: string) =>
      patterns.has(route.replace(/^\/(api|ogc)/, "").replaceAll(/:(\w+)/g, "{$1}")) ||
      ["site", "unknown", "/healthz", "/readyz", "/metrics"].includes(route);
    expect([...routes].filter((route) => !known(route))).toEqual([]);
    expect(routes.size).toBeGreaterThan(5);
  });
});

test("a server that has only surveys gives its numbers to this machine alone, and is ready without a database", async () => {
  const folder = await mkdtemp(join(tmpdir(), "terrace-health-"));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  const surveys = createSurveyLibrary([]);
  const { app, close } = await createApp({
    surveys,
    platform: undefined,
    consoleDirectory: folder,
    onLine: () => undefined,
  });
  const listening = await listen(app, "127.0.0.1", 0);
  expect((await app.request("/readyz")).status).toBe(200);
  expect((await fetch(`${listening.url}metrics`)).status).toBe(200);
  expect((await fetch(`${listening.url}metrics`, { headers: { "X-Forwarded-For": "10.1.2.3" } })).status).toBe(401);
  await listening.close();
  await close();
  await rm(folder, { recursive: true });
});
