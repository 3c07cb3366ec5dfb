import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openBehindForwarder, testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { migrations } from "./migrations.ts";
import { startServer } from "./start-server.ts";

/** Of the test alone. */
const password = "山高水长 8 qk!";
const servers = testDatabases().filter(({ name }) => name !== "embedded");

test("a screen while the database is away: looked at before a database server only", () => {
  expect(testDatabases().length).toBeGreaterThanOrEqual(servers.length);
});

describe.each(servers)("a screen while the database is away, on $name", ({ open }) => {
  test("it says so in a sentence, and comes back by itself with whoever was signed in", async () => {
    const folder = await mkdtemp(join(tmpdir(), "terrace-away-"));
    const behind = await openBehindForwarder(open, migrations);
    const configuration = readConfiguration({ DATABASE_URL: behind.address, TERRACE_BACKUP_AT: "off" });
    const server = await startServer({
      runDirectories: [],
      port: 0,
      platform: { configuration, dataDirectory: folder },
    });
    const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: ["--no-sandbox"] });
    try {
      const [home] = await behind.direct.execute("select id from access.organisation where kind = 'city'");
      await server.platform?.access.createPerson("test", {
        name: "away",
        displayName: "示意人员",
        organisationId: String(home?.id),
        scope: "city",
        divisions: [],
        roles: ["city-supervisor"],
        password,
      });
      const page = await browser.newPage({ locale: "zh-CN" });
      await page.goto(`${server.url}plan`);
      await page.locator("input[autocomplete=username]").fill("away");
      await page.locator("input[type=password]").fill(password);
      await page.keyboard.press("Enter");
      await page.waitForURL(({ pathname }) => pathname === "/plan");
      await page.locator("#content").waitFor();

      await behind.forwarder.cut();
      await page.reload();
      await page.getByText("数据库暂时连不上").waitFor();
      await page.getByRole("button", { name: "重试" }).waitFor();
      await behind.forwarder.mend();
      await page.locator("#content").waitFor();
      expect(new URL(page.url()).pathname).toBe("/plan");
      expect(await page.getByText("数据库暂时连不上").count()).toBe(0);
    } finally {
      await browser.close();
      await server.close();
      await behind.close();
      await rm(folder, { recursive: true });
    }
  });
});
