import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { serve } from "@hono/node-server";
import react from "@vitejs/plugin-react";
import axe from "axe-core";
import { Hono } from "hono";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ObjectStoreServer, openObjectStoreServer } from "#fixtures/object-store";
import { testDatabases } from "#fixtures/test-database";
import { programRoot } from "#platform/configuration";
import { type Database, NOBODY } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { findChromium } from "../../../tools/find-chromium/index.ts";
import { attachmentProblemStatuses, attachmentsMigrations, createAttachments } from "../index.ts";
import { jpegWithExif } from "../synthetic-files.ts";

const ENTRY = "attachments-entry.tsx";
const entry = `
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import { createInstance } from "i18next";
import { createRoot } from "react-dom/client";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { AttachmentsPanel } from "#platform/attachments/console";
import { consoleTheme } from "#platform/interface-kit";

const languages = createInstance();
const lng = new URLSearchParams(location.search).get("lang") ?? "zh-CN";
languages.use(initReactI18next).init({ lng, fallbackLng: "zh-CN", resources: { "zh-CN": { x: { x: "x" } }, en: { x: { x: "x" } } },
  keySeparator: false, nsSeparator: false, initAsync: false, interpolation: { escapeValue: false } });
document.documentElement.lang = lng;
createRoot(document.getElementById("root")).render(
  <I18nextProvider i18n={languages}>
    <ConfigProvider theme={consoleTheme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={new QueryClient()}>
        <main><h1>示意</h1><AttachmentsPanel recordSet="plots" recordId={location.pathname.slice(1)} canEdit /></main>
      </QueryClientProvider>
    </ConfigProvider>
  </I18nextProvider>);
`;
const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>attachments</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css"></head><body><div id="root"></div><script type="module" src="/assets/main.js"></script></body></html>`;

const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };
const MIB = 2 ** 20;

let folder: string;
let database: Database;
let browser: Browser;
let address: string;
let bucket: ObjectStoreServer;
let close: () => Promise<unknown>;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  folder = await mkdtemp(join(tmpdir(), "terrace-attachments-panel-"));
  await build({
    configFile: false,
    root: programRoot,
    logLevel: "error",
    plugins: [react(), givenEntry()],
    worker: { format: "es" },
    build: {
      outDir: join(folder, "page"),
      rolldownOptions: {
        input: { main: ENTRY },
        output: { entryFileNames: "assets/main.js", assetFileNames: "assets/style.css", codeSplitting: false },
      },
    },
  });
  database = await testDatabases().at(-1)!.open(attachmentsMigrations);
  bucket = await openObjectStoreServer();
  const attachments = await createAttachments({
    database,
    dataFolder: join(folder, "data"),
    objectStore: bucket.settings,
    mayAccess: async (_tx, _set, recordId, action) => action === "view" || recordId !== "closed",
  });
  const session = { ...NOBODY, userId: "00000000-0000-4000-8000-000000000001", userName: "示意用户" };
  const app = new Hono();
  app.onError(createErrorHandler({ statuses: attachmentProblemStatuses, onBug: (error) => console.error(error) }));
  app.route("/api", mountRoutes({ routes: attachments.routes, database, identify: async () => session }));
  app.get("/assets/:name", async (context) => {
    const name = basename(context.req.param("name"));
    const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return context.body(await readFile(join(folder, "page", "assets", name)), 200, { "Content-Type": type });
  });
  app.get("*", (context) => context.html(html));
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => new Promise((resolve) => server.close(resolve));
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
});

afterAll(async () => {
  await browser?.close();
  await close?.();
  await bucket?.close();
  await database?.close();
  await rm(folder, { recursive: true });
});

function givenEntry(): Plugin {
  const id = join(programRoot, ENTRY);
  return {
    name: "given-entry",
    resolveId: (source) => (source === ENTRY ? id : null),
    load: (source) => (source === id ? entry : null),
  };
}

async function open(path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1100, height: 900 } })).newPage();
  // Not a measurement: what never appears must name itself instead of holding up the run for ever.
  page.setDefaultTimeout(60_000);
  await page.goto(`${address}${path}`);
  return page;
}

test("a picture is uploaded, hashed beside, shown with where its values come from, and withdrawn with a reason", async () => {
  const page = await open("/a");
  await page.getByText("还没有附件").waitFor();
  const bytes = jpegWithExif({ taken: "2026:03:01 09:30:00", latitude: 37.5, longitude: 121.4 });
  const picture = { name: "现场照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
  await page.locator("input[type=file]").setInputFiles(picture);
  const card = page.getByRole("article", { name: "现场照片.jpg" });
  await card.getByText(createHash("sha256").update(bytes).digest("hex")).waitFor();
  await card.getByText("照片自带信息（EXIF，可被改写）：2026-03-01 09:30:00 · 121.400000°E 37.500000°N").waitFor();
  const [kept] = await database.execute("select declared_sha256 = sha256 as same from attachments.attachment");
  expect(kept).toEqual({ same: true });
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as axe.AxeResults;
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await card.getByRole("button", { name: "撤回" }).click();
  await card.getByLabel("撤回的理由").fill("拍错了地点");
  await card.getByRole("button", { name: "撤回附件" }).click();
  await card.getByText("拍错了地点").waitFor();
  await page.context().close();
});

test("what is refused says why in words; a closed record takes nothing", async () => {
  const page = await open("/b");
  const program = { name: "tool.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
  await page.locator("input[type=file]").setInputFiles(program);
  await page.getByRole("alert").getByText("不接收“.exe”类型的文件").waitFor();
  await page.getByRole("button", { name: "放弃" }).click();
  await expect.poll(() => page.getByRole("article").count()).toBe(0);
  await page.goto(`${address}/closed?lang=en`);
  await page.getByText("No attachments yet").waitFor();
  expect(await page.locator("input[type=file]").count()).toBe(0);
  await page.context().close();
});

test("an upload is paused, the page closed in its middle, and the same file goes on where it was", async () => {
  const path = join(folder, "录像.mp4");
  const bytes = Buffer.alloc(12 * MIB, "0123456789abcdef");
  bytes.write("\0\0\0\x18ftypisom", 0, "latin1");
  await writeFile(path, bytes);
  const page = await open("/c");
  const network = await page.context().newCDPSession(page);
  const limit = (uploadThroughput: number) =>
    network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await limit(MIB);
  await page.locator("input[type=file]").setInputFiles(path);
  const card = page.getByRole("article", { name: "录像.mp4" });
  await card.getByText("正在上传").waitFor();
  const arrived = async () => {
    const [row] = await database.execute("select id from attachments.attachment where record_id = 'c'");
    const answer = await fetch(`${address}/api/uploads/${row?.id}`, {
      method: "HEAD",
      headers: { "Tus-Resumable": "1.0.0" },
    });
    return Number(answer.headers.get("Upload-Offset"));
  };
  await page.waitForFunction(
    () => Number(document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")) > 20,
  );
  await card.getByRole("button", { name: "暂停" }).click();
  await card.getByText("已暂停").waitFor();
  const before = await arrived();
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(bytes.length);
  await page.reload();
  await page.getByText("“录像.mp4”（12.6 MB）上次没有传完").waitFor();
  await limit(-1);
  const started: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/uploads"))
      started.push(`${request.method()} ${request.headers()["upload-offset"]}`);
  });
  await page.locator("input[type=file]").setInputFiles(path);
  await card.getByText(createHash("sha256").update(bytes).digest("hex")).waitFor();
  expect(started).toEqual(["HEAD undefined", `PATCH ${before}`]);
  await expect.poll(() => page.getByText("上次没有传完").count()).toBe(0);
  await page.context().close();
});

test("while the bucket is away the reason is said; once it is back, “continue” ends the same upload", async () => {
  const page = await open("/d");
  // The client asks again by itself for half a minute before it says so.
  await page.clock.install();
  const bytes = jpegWithExif({ taken: "2026:03:02 10:00:00", latitude: 37.4, longitude: 121.3 });
  await bucket.line.cut();
  const picture = { name: "断线.jpg", mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
  await page.locator("input[type=file]").setInputFiles(picture);
  const said = page.getByRole("alert").getByText("附件存储暂时连不上。已收到的文件都在，没有丢失");
  for (let round = 0; round < 100 && (await said.count()) === 0; round++) {
    await page.clock.fastForward(20_000);
    await page.waitForTimeout(200);
  }
  expect(await said.count()).toBe(1);
  await bucket.line.mend();
  const begun: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/uploads")) begun.push(`${request.method()} ${request.headers()["upload-offset"]}`);
  });
  const card = page.getByRole("article", { name: "断线.jpg" });
  await card.getByRole("button", { name: "继续" }).click();
  await card.getByText(createHash("sha256").update(bytes).digest("hex")).waitFor();
  expect(begun).toEqual(["HEAD undefined", `PATCH ${bytes.length - 1}`]);
  await page.context().close();
});
