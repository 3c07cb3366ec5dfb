import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { type App, createApp } from "./create-app.ts";
import { migrations } from "./migrations.ts";
import { createPlatform, type Platform } from "./platform.ts";

/** Of the test alone. */
const PASSWORD = "山高水长 8 qk!";

describe.each(testDatabases())("before the first administrator is set, on $name", ({ open }) => {
  let folder: string;
  let database: Database;
  let platform: Platform;
  const apps: App[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-before-"));
    await mkdir(join(folder, "console"));
    await writeFile(join(folder, "console", "index.html"), "<!doctype html>");
    database = await open(migrations);
    platform = await createPlatform({
      database,
      configuration: readConfiguration({}),
      dataFolder: folder,
      surveys: createSurveyLibrary([]),
      onError: (error) => {
        throw error;
      },
    });
  });
  afterAll(async () => {
    await platform.stop();
    for (const { close } of apps) await close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function openApp(isOpenBeforeSetUp: boolean): Promise<App["app"]> {
    const surveys = createSurveyLibrary([]);
    const consoleDirectory = join(folder, "console");
    const made = await createApp({ surveys, consoleDirectory, platform, onLine: () => undefined, isOpenBeforeSetUp });
    apps.push(made);
    return made.app;
  }
  const statusOf = async (app: App["app"], path: string, method = "GET") =>
    (await app.request(path, { method, headers: { "X-Terrace-Request": "1" } })).status;

  test("a newcomer looks at what is published and at nothing else; with the administrator that ends at once", async () => {
    const app = await openApp(true);
    const session = await (await app.request("/api/session")).json();
    expect(session).toMatchObject({ permissions: ["survey.view"], isViewer: true, awaitsSetUp: true });
    expect(await (await app.request("/api/surveys")).json()).toEqual({ surveys: [] });
    expect(await (await app.request("/api/record-sets")).json()).toEqual([]);
    for (const path of ["/api/jobs", "/api/plan", "/api/record-sets/enclosures/records", "/api/survey-versions"]) {
      expect([path, await statusOf(app, path)]).toEqual([path, 401]);
    }
    expect(await statusOf(app, "/api/survey-runs", "POST")).toBe(401);
    expect((await app.request("/")).headers.get("Link")).toContain("/api/surveys");

    const [home] = await database.execute("select id from access.organisation where kind = 'city'");
    await platform.access.createPerson("test", {
      name: "keeper",
      displayName: "系统管理员（示意）",
      organisationId: String(home?.id),
      scope: "city",
      divisions: [],
      roles: ["system-administrator"],
      password: PASSWORD,
    });
    for (const path of ["/api/session", "/api/surveys", "/api/record-sets"]) {
      expect([path, await statusOf(app, path)]).toEqual([path, 401]);
    }
    expect((await app.request("/")).headers.get("Link")).toBeNull();
  });

  test("a server that does not say so is closed from the beginning", async () => {
    const app = await openApp(false);
    expect(await statusOf(app, "/api/session")).toBe(401);
    expect(await statusOf(app, "/api/surveys")).toBe(401);
  });
});
