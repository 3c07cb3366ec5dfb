import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { TerraceError } from "#errors";
import { compressSite, createErrorHandler, parseInput, securityHeaders, sendFile, staticSite } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-http-api-"));
  await mkdir(join(folder, "site", "assets"), { recursive: true });
  await writeFile(join(folder, "site", "index.html"), "<!doctype html><title>水土保持</title>");
  await writeFile(join(folder, "site", "assets", "main-1a2b.js"), "console.log('a');\n".repeat(200));
  await writeFile(join(folder, "secret.txt"), "outside the site");
  await writeFile(join(folder, "土壤流失.csv"), "0123456789");
  await writeFile(join(folder, "long.csv"), "0,1,2\n".repeat(1000));
});
afterAll(() => rm(folder, { recursive: true }));

describe("errors", () => {
  const bugs: unknown[] = [];
  const app = new Hono();
  app.onError(createErrorHandler({ statuses: { "survey-unknown": 404 }, onBug: (error) => bugs.push(error) }));
  app.get("/expected/:code", (context) => {
    throw new TerraceError({
      code: context.req.param("code"),
      userMessage: "没有",
      message: "none",
      details: { n: 1 },
    });
  });
  app.get("/bug", () => {
    throw new Error("password is hunter2");
  });
  app.get("/input", (context) =>
    context.json(parseInput(z.object({ lon: z.coerce.number().max(180) }), context.req.query())),
  );
  beforeEach(() => bugs.splice(0));

  test("an expected failure becomes a problem with the status of its code, 422 where it has none", async () => {
    const response = await app.request("/expected/survey-unknown");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      code: "survey-unknown",
      userMessage: "没有",
      message: "none",
      details: { n: 1 },
    });
    expect((await app.request("/expected/raster-truncated")).status).toBe(422);
    expect(bugs).toEqual([]);
  });

  test("a bug is told to the log and shows nothing of itself", async () => {
    const response = await app.request("/bug");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain("internal-error");
    expect(text).not.toContain("hunter2");
    expect(bugs).toHaveLength(1);
  });

  test("a wrong parameter is named", async () => {
    const response = await app.request("/input?lon=999");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "request-invalid",
      userMessage: expect.stringContaining("lon"),
    });
    expect(await (await app.request("/input?lon=121.5")).json()).toEqual({ lon: 121.5 });
  });
});

test("pages may not be framed, sniffed or filled from elsewhere; MapLibre's workers and images may run", async () => {
  const app = new Hono().use(securityHeaders()).get("/", (context) => context.text("ok"));
  const { headers } = await app.request("/");
  const policy = headers.get("Content-Security-Policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(policy).toContain("img-src 'self' data: blob:");
  expect(policy).not.toContain("unsafe-eval");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
});

describe("the site", () => {
  const request = (path: string, headers: Record<string, string> = {}) =>
    new Hono()
      .use(staticSite(join(folder, "site")))
      .notFound((context) => context.text("nothing here", 404))
      .request(path, { headers });

  test("a hashed asset is kept for ever and comes compressed as the browser can take it", async () => {
    const plain = await request("/assets/main-1a2b.js");
    expect(plain.headers.get("Cache-Control")).toContain("immutable");
    expect(plain.headers.get("Content-Type")).toContain("text/javascript");
    const text = await plain.text();
    const gzip = await request("/assets/main-1a2b.js", { "Accept-Encoding": "gzip" });
    expect(gzip.headers.get("Content-Encoding")).toBe("gzip");
    expect(gunzipSync(await gzip.bytes()).toString()).toBe(text);
    const brotli = await request("/assets/main-1a2b.js", { "Accept-Encoding": "gzip, deflate, br, zstd" });
    expect(brotli.headers.get("Content-Encoding")).toBe("br");
    expect(brotliDecompressSync(await brotli.bytes()).toString()).toBe(text);
  });

  test("what was compressed beforehand is served, as long as it is not older than its file", async () => {
    const site = join(folder, "compressed");
    await cp(join(folder, "site"), site, { recursive: true });
    await compressSite(site);
    const names = await readdir(join(site, "assets"));
    expect(names.filter((name) => name.startsWith("main-")).sort()).toEqual([
      "main-1a2b.js",
      "main-1a2b.js.br",
      "main-1a2b.js.gz",
    ]);
    const main = join(site, "assets", "main-1a2b.js");
    await writeFile(`${main}.br`, brotliCompressSync("beforehand"));
    const ask = async () => {
      const app = new Hono().use(staticSite(site));
      const response = await app.request("/assets/main-1a2b.js", { headers: { "Accept-Encoding": "br" } });
      return brotliDecompressSync(await response.bytes()).toString();
    };
    expect(await ask()).toBe("beforehand");
    await writeFile(main, "afterwards");
    await utimes(main, new Date(), new Date(Date.now() + 60_000));
    expect(await ask()).toBe("afterwards");
  });

  test("a page address gives the page, checked each time; an unknown asset is not found", async () => {
    const page = await request("/surveys/2025/compare", { Accept: "text/html,*/*" });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("水土保持");
    expect(page.headers.get("Cache-Control")).toBe("no-cache");
    const again = await request("/", { Accept: "text/html", "If-None-Match": page.headers.get("ETag") ?? "" });
    expect(again.status).toBe(304);
    expect((await request("/assets/gone-9z.js", { Accept: "text/html" })).status).toBe(404);
    expect((await request("/favicon.ico", { Accept: "image/*" })).status).toBe(404);
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/%00",
    "/%E0%A4%A",
  ])("nothing outside the folder is served: %s", async (path) => {
    const response = await request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("nothing here");
  });
});

describe("a file", () => {
  const app = new Hono();
  app.use("/compressed", compress());
  app.get("/compressed", (context) => sendFile(context, join(folder, "long.csv"), { asAttachment: false }));
  app.get("/csv", (context) => sendFile(context, join(folder, "土壤流失.csv"), { asAttachment: true }));

  test("is sent whole under its own name", async () => {
    const response = await app.request("/csv");
    expect(response.headers.get("Content-Length")).toBe("10");
    expect(response.headers.get("Content-Type")).toContain("text/csv");
    expect(response.headers.get("Content-Disposition")).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent("土壤流失.csv")}`,
    );
    expect(await response.text()).toBe("0123456789");
    const again = await app.request("/csv", { headers: { "If-None-Match": response.headers.get("ETag") ?? "" } });
    expect(again.status).toBe(304);
  });

  test("is known again by its tag where it was compressed on the way", async () => {
    const headers = { "Accept-Encoding": "gzip" };
    const response = await app.request("/compressed", { headers });
    expect(response.headers.get("Content-Encoding")).toBe("gzip");
    const etag = response.headers.get("ETag") ?? "";
    expect(etag).toMatch(/^W\//);
    expect((await app.request("/compressed", { headers: { ...headers, "If-None-Match": etag } })).status).toBe(304);
  });

  test.each([
    ["bytes=2-4", 206, "bytes 2-4/10", "234"],
    ["bytes=7-", 206, "bytes 7-9/10", "789"],
    ["bytes=-2", 206, "bytes 8-9/10", "89"],
    ["bytes=5-99", 206, "bytes 5-9/10", "56789"],
    ["bytes=10-", 416, "bytes */10", ""],
    ["bytes=4-2", 416, "bytes */10", ""],
    ["bytes=0-1,4-5", 200, null, "0123456789"],
    ["cells=0-1", 200, null, "0123456789"],
  ])("range %s", async (range, status, contentRange, text) => {
    const response = await app.request("/csv", { headers: { Range: range } });
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Range")).toBe(contentRange);
    expect(await response.text()).toBe(text);
  });
});
