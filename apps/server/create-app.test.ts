import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { surveyConfigFrom } from "#contexts/erosion-assessment/model";
import {
  createFolderSource,
  createSurveyLibrary,
  createSurveyServing,
  runSurvey,
} from "#contexts/erosion-assessment/server";
import { programVersion } from "#platform/configuration";
import { planeGrid, writeRaster } from "../../fixtures/small-rasters/index.ts";
import { type App, createApp } from "./create-app.ts";

let folder: string;
let server: App;
const lines: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-server-"));
  await mkdir(join(folder, "surveys", "broken"), { recursive: true });
  await writeFile(join(folder, "surveys", "broken", "summary.json"), "{}");
  await mkdir(join(folder, "console"));
  await writeFile(join(folder, "console", "index.html"), "<!doctype html><title>智慧水保</title>");
  server = await createApp({
    surveys: createSurveyLibrary([join(folder, "surveys")]),
    platform: undefined,
    consoleDirectory: join(folder, "console"),
    onLine: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test("says at the start which survey it cannot show, and shows the others", async () => {
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("broken");
  const response = await server.app.request("/api/surveys");
  expect(await response.json()).toEqual({ surveys: [] });
});

test("is alive", async () => {
  expect(await (await server.app.request("/healthz")).json()).toEqual({ status: "ok", version: programVersion });
});

test("any page address gives the console, with the security headers", async () => {
  const response = await server.app.request("/surveys/x", { headers: { Accept: "text/html" } });
  expect(await response.text()).toContain("智慧水保");
  expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'self'");
});

test("the page names what it asks for first, which without a survey is the session and the list", async () => {
  const linkOf = async (address: string) =>
    (await server.app.request(address, { headers: { Accept: "text/html" } })).headers.get("Link")?.split(", ");
  const first = ["/api/session", "/api/surveys"].map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`);
  expect(await linkOf("/")).toEqual(first);
  expect(await linkOf("/?run=unknown")).toEqual(first);
});

test.each(["/api/nothing", "/api/surveys/x/moon"])("%s is a problem, not the console", async (path) => {
  const response = await server.app.request(path, { headers: { Accept: "text/html" } });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "address-unknown" });
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
});

test("answers are compressed for who can take them", async () => {
  const response = await server.app.request("/api/surveys", { headers: { "Accept-Encoding": "gzip" } });
  expect(response.headers.get("Content-Encoding")).toBe("gzip");
  expect(JSON.parse(gunzipSync(await response.bytes()).toString())).toEqual({ surveys: [] });
});

test("warmed up, the server has drawn the tiles that the console opens with, of the latest survey alone", async () => {
  const surveys = join(folder, "warm");
  await mkdir(surveys);
  await writeRaster(join(folder, "dem.tif"), planeGrid(60, 40), (column, row) => 300 - column * 2 + (row % 7));
  for (const year of [2023, 2024]) {
    const config = surveyConfigFrom({ dem: "dem.tif", rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4, year });
    await runSurvey(config, { baseDirectory: folder, outDirectory: join(surveys, String(year)) });
  }
  const reader = { transaction: () => Promise.reject(new Error("There is no database")) };
  const firstTilesOf = async (directory: string) => {
    const serving = createSurveyServing(createFolderSource(createSurveyLibrary([directory])));
    return serving.firstTiles(reader).finally(() => serving.close());
  };
  const { app, warmUp, close } = await createApp({
    surveys: createSurveyLibrary([surveys]),
    platform: undefined,
    consoleDirectory: join(folder, "console"),
    onLine: (line) => lines.push(line),
  });
  await warmUp();
  const statusOf = async (address: string) => (await app.request(address)).headers.get("Cache-Status");
  const [latest, older] = [await firstTilesOf(surveys), await firstTilesOf(join(surveys, "2023"))];
  expect(latest.some((address) => address.includes("/intensity/"))).toBe(true);
  expect(latest.some((address) => address.includes("/hillshade/"))).toBe(true);
  expect(new Set(await Promise.all(latest.map(statusOf)))).toEqual(new Set(["terrace; hit"]));
  expect(await statusOf(older[0]!)).toBe("terrace; fwd=uri-miss; stored");
  await close();
});
