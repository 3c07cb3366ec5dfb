import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programVersion } from "#platform/configuration";
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
    surveyFolders: [join(folder, "surveys")],
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

test("the page names what it asks for first, which without a survey is the list alone", async () => {
  const linkOf = async (address: string) =>
    (await server.app.request(address, { headers: { Accept: "text/html" } })).headers.get("Link")?.split(", ");
  expect(await linkOf("/")).toEqual(["</api/surveys>; rel=preload; as=fetch; crossorigin"]);
  expect(await linkOf("/?run=unknown")).toEqual(["</api/surveys>; rel=preload; as=fetch; crossorigin"]);
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
