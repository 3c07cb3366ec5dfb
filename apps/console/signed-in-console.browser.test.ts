import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { violations } from "../browser-fixtures/violations.ts";
import { type App, createApp } from "../server/create-app.ts";
import { type Listening, listen } from "../server/listen.ts";
import { migrations } from "../server/migrations.ts";
import { createPlatform, type Platform } from "../server/platform.ts";

/** The console with people and records: a real server, a real database, Chromium. */
const password = "梯田 与 水土保持 2026";
let folder: string;
let database: Database;
let platform: Platform;
let app: App;
let listening: Listening;
let browser: Browser;
let setupLink: string;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  folder = await mkdtemp(join(tmpdir(), "terrace-console-"));
  const others = migrations.filter(({ module }) => module !== "access" && module !== "audit-trail");
  database = await testDatabases().at(-1)!.open(others);
  const surveys = createSurveyLibrary([]);
  const onError = (error: unknown) => troublesOfServer.push(String(error));
  platform = await createPlatform({
    database,
    configuration: readConfiguration({}),
    dataFolder: folder,
    surveys,
    onError,
  });
  const { directory } = await ensureConsoleBuilt();
  app = await createApp({ surveys, consoleDirectory: directory, platform, onLine: (line) => onError(line) });
  await platform.start();
  listening = await listen(app.app, "127.0.0.1", 0);
  setupLink = (await platform.access.ensureSetupLink(listening.url)) ?? "";
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
  firstDay = await setUpByLink(setupLink);
  await addPeople();
  await addEnclosures();
});

const troublesOfServer: string[] = [];
let firstDay: { readonly greeting: string; readonly menu: readonly string[]; readonly faults: readonly string[] };

/** Everything else needs an administrator, and there can be a first one only once. */
async function setUpByLink(link: string): Promise<typeof firstDay> {
  const { page, context } = await openAt(link);
  await page.getByLabel("用户名").fill("admin");
  await page.getByLabel("姓名").fill("系统管理员");
  await page.getByLabel("新密码", { exact: true }).fill(password);
  await page.getByLabel("再输入一次新密码").fill(password);
  const faults = await violations(page);
  await page.getByRole("button", { name: "完成设置" }).click();
  const greeting = await page.getByRole("heading", { name: /您好$/ }).innerText();
  const menu = await page.getByRole("navigation", { name: "主菜单" }).getByRole("link").allInnerTexts();
  await page.getByRole("button", { name: /^账号/ }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await context.close();
  return { greeting, menu, faults };
}

afterAll(async () => {
  await browser?.close();
  await listening?.close();
  await platform?.stop();
  await app?.close();
  await database?.close();
  if (folder) await rm(folder, { recursive: true });
  expect(troublesOfServer).toEqual([]);
});

/** A person of the city, and one of 莱山区 (370613). */
async function addPeople(): Promise<void> {
  const rows = await database.execute("select id, code, kind, division_code from access.organisation");
  const idOf = (kind: string, division: string | null) =>
    String(rows.find((row) => row.kind === kind && row.division_code === division)?.id);
  const common = { password } as const;
  await platform.access.createPerson("test", {
    ...common,
    name: "city",
    displayName: "市级主管",
    organisationId: idOf("city", null),
    scope: "city",
    divisions: [],
    roles: ["city-supervisor"],
  });
  await platform.access.createPerson("test", {
    ...common,
    name: "laishan",
    displayName: "莱山水保员",
    organisationId: idOf("division", "370613"),
    scope: "division",
    divisions: ["370613"],
    roles: ["district-inspector"],
  });
}

const recordCount = 60;

/** Sixty enclosures, two thirds of them in 莱山区, one with nothing but what it must have. */
async function addEnclosures(): Promise<void> {
  await database.asService("test", async (transaction) => {
    for (let number = 1; number <= recordCount; number++) {
      const code = `FY-${String(number).padStart(3, "0")}`;
      if (number === 5) {
        await sql`insert into territory.enclosure (code, name) values (${code}, '仅必填项')`.execute(transaction);
        continue;
      }
      const west = 121.3 + number / 500;
      const outline = `MULTIPOLYGON(((${west} 37.4,${west + 0.001} 37.4,${west + 0.001} 37.401,${west} 37.4)))`;
      await sql`insert into territory.enclosure (code, name, division_code, method, closed_on, stated_area_hm2, geometry)
        values (${code}, ${`演示封育区 ${number}`}, ${number % 3 === 0 ? "370602" : "370613"}, ${number % 2 === 0 ? "full" : "half"},
          ${`2025-01-${String((number % 28) + 1).padStart(2, "0")}`}, ${number}, ST_GeomFromText(${outline}, 4490))`.execute(
        transaction,
      );
    }
  });
}

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
}

async function openAt(address: string, language = "zh-CN", viewport = { width: 1440, height: 900 }): Promise<Opened> {
  const context = await browser.newContext({ viewport, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  page.on("pageerror", (error) => troublesOfServer.push(error.message));
  await page.addInitScript((chosen) => window.localStorage.setItem("terrace.language", chosen), language);
  await page.goto(new URL(address, listening.url).href);
  return { page, context };
}

async function signIn(name: string, address = "/", language?: string, viewport?: { width: number; height: number }) {
  const opened = await openAt(address, language, viewport);
  const { page } = opened;
  await page.locator("input[autocomplete=username]").fill(name);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("main").waitFor();
  return opened;
}

const rowsOf = (page: Page) => page.locator("tbody tr[data-row]");

describe("the first day", () => {
  test("the one-time link made the first administrator, who was then signed in", () => {
    expect(firstDay).toEqual({ greeting: "系统管理员，您好", menu: ["工作台", "系统"], faults: [] });
  });

  test("a link used once says so", async () => {
    const { page, context } = await openAt(setupLink);
    await page.getByRole("heading", { name: "管理员已经设置" }).waitFor();
    await context.close();
  });
});

describe("signing in", () => {
  test("a wrong password says what to do; the right one leads to where one wanted to go", async () => {
    const { page, context } = await openAt("/records/enclosures?sort=-code");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("用户名").fill("city");
    await page.getByLabel("密码").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("密码").fill(password);
    await page.keyboard.press("Enter");
    await rowsOf(page).first().waitFor();
    expect(page.url()).toContain("/records/enclosures?sort=-code");
    expect(await page.title()).toBe("封育区 · 智慧水保");
    await context.close();
  });

  test("what the session may not use is not in the menu, and its address says why", async () => {
    const { page, context } = await signIn("city", "/system/audit");
    await page.getByRole("heading", { name: "您的账号不能使用这个页面" }).waitFor();
    const groups = await page.getByRole("navigation", { name: "主菜单" }).getByRole("link").allInnerTexts();
    expect(groups).not.toContain("系统");
    expect(groups).toContain("台账");
    await page.goto(new URL("/nowhere", listening.url).href);
    await page.getByRole("heading", { name: "没有这个页面" }).waitFor();
    await context.close();
  });

  test("a session that ends elsewhere leads to the sign-in and back", async () => {
    const { page, context } = await signIn("city", "/records/enclosures");
    await rowsOf(page).first().waitFor();
    await context.clearCookies();
    await page.getByRole("button", { name: /^登记面积/ }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(new URL(page.url()).searchParams.get("return")).toContain("/records/enclosures");
    await context.close();
  });
});

describe("a list", () => {
  test("shows the count and totals of everything, and keeps filter, sort and page in the address", async () => {
    const { page, context } = await signIn("city", "/records/enclosures");
    await rowsOf(page).first().waitFor();
    expect(await rowsOf(page).count()).toBe(50);
    const total = (recordCount * (recordCount + 1)) / 2 - 5;
    expect(await page.locator("tfoot").innerText()).toContain(`合计（${recordCount} 条）`);
    expect(await page.locator("tfoot").innerText()).toContain(
      total.toLocaleString("en-US", { minimumFractionDigits: 2 }),
    );
    await page.getByRole("button", { name: /^登记面积/ }).click();
    await page.locator("tbody tr").first().getByText("FY-060").waitFor();
    await page.getByRole("button", { name: "下一页" }).click();
    await page.getByText("第 51–60 条，共 60 条").waitFor();
    expect(page.url()).toContain("sort=-statedAreaHm2");
    expect(page.url()).toContain("page=2");
    await page.goBack();
    await page.getByText("第 1–50 条，共 60 条").waitFor();
    await page.reload();
    await page.locator("tbody tr").first().getByText("FY-060").waitFor();
    await context.close();
  });

  test("the district sees its own, the city all", async () => {
    const { page, context } = await signIn("laishan", "/records/enclosures");
    await rowsOf(page).first().waitFor();
    const own = Array.from({ length: recordCount }, (_, at) => at + 1).filter((n) => n !== 5 && n % 3 !== 0).length;
    await page.getByText(`合计（${own} 条）`).waitFor();
    await context.close();
  });

  test("a row with nothing but what it must have shows dashes, in list, quick look and record", async () => {
    const { page, context } = await signIn("city", "/records/enclosures?text=FY-005");
    await page.getByRole("button", { name: "FY-005" }).click();
    const look = page.getByRole("dialog");
    await look.getByText("仅必填项").first().waitFor();
    expect((await look.getByText("—", { exact: true }).count()) >= 4).toBe(true);
    expect(await violations(page)).toEqual([]);
    await look.getByRole("link", { name: "打开记录" }).click();
    await page.getByRole("heading", { name: "没有图形" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test("a filter is kept under a name and asked again", async () => {
    const { page, context } = await signIn("city", "/records/enclosures?text=FY-01");
    await page.getByText("合计（10 条）").waitFor();
    await page.getByRole("button", { name: "常用筛选" }).click();
    await page.getByLabel("筛选名称").fill("十几号");
    await page.getByRole("button", { name: "保存当前筛选" }).click();
    await page.getByRole("button", { name: "十几号", exact: true }).waitFor();
    await page.goto(new URL("/records/enclosures", listening.url).href);
    await page.getByRole("button", { name: "常用筛选" }).click();
    await page.getByRole("button", { name: "十几号", exact: true }).click();
    await page.getByText("合计（10 条）").waitFor();
    await context.close();
  });

  test("columns chosen stay chosen in this browser", async () => {
    const { page, context } = await signIn("city", "/records/enclosures");
    await rowsOf(page).first().waitFor();
    await page.getByRole("button", { name: "列", exact: true }).click();
    await page.getByRole("checkbox", { name: "管护人" }).uncheck();
    await page.reload();
    await rowsOf(page).first().waitFor();
    expect(await page.locator("thead").innerText()).not.toContain("管护人");
    await context.close();
  });

  test("the whole selection is exported as a job and downloaded", async () => {
    const { page, context } = await signIn("city", "/records/enclosures");
    await rowsOf(page).first().waitFor();
    await page.getByRole("button", { name: "导出" }).click();
    await page.getByText(`将导出全部 ${recordCount} 条记录`).waitFor();
    await page.getByRole("radio", { name: /CSV/ }).click();
    await page.getByRole("button", { name: "开始导出" }).click();
    const link = page.getByRole("dialog").getByRole("link", { name: /^下载/ });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/\.(csv|zip)$/);
    await context.close();
  });

  test("an empty register says what would fill it", async () => {
    const { page, context } = await signIn("city", "/records/watersheds");
    await page.getByRole("heading", { name: "还没有小流域记录" }).waitFor();
    await context.close();
  });
});

describe("a record", () => {
  test("two people change it: the second is shown the difference and chooses", async () => {
    const first = await signIn("city", "/records/enclosures?text=FY-001&look=");
    await first.page.getByRole("button", { name: "FY-001" }).click();
    await first.page.getByRole("link", { name: "打开记录" }).click();
    await first.page.getByRole("button", { name: "编辑" }).waitFor();
    const address = new URL(first.page.url()).pathname;
    const second = await signIn("laishan", address);
    for (const { page } of [first, second]) await page.getByRole("button", { name: "编辑" }).click();

    await first.page.getByLabel(/^登记面积/).fill("11.5");
    await first.page.getByLabel(/^名称/).fill("演示封育区 甲");
    await first.page.getByRole("button", { name: "保存" }).click();
    await first.page.getByRole("heading", { name: /演示封育区 甲/ }).waitFor();

    await second.page.getByLabel(/^登记面积/).fill("１２．５");
    await second.page.getByRole("button", { name: "保存" }).click();
    const dialog = second.page.getByRole("dialog", { name: "别人刚改过这条记录" });
    await dialog.waitFor();
    expect(await dialog.getByRole("row", { name: /名称/ }).innerText()).toContain("我没有改");
    expect(await violations(second.page)).toEqual([]);
    await dialog.getByRole("radio", { name: "12.50" }).check();
    await dialog.getByRole("button", { name: "按选择保存" }).click();
    await second.page.getByRole("heading", { name: /演示封育区 甲/ }).waitFor();
    await second.page.getByText("12.50 hm²").waitFor();
    await first.context.close();
    await second.context.close();
  });

  test("a comment stays, and axe finds nothing", async () => {
    const { page, context } = await signIn("laishan", "/records/enclosures?text=FY-002");
    await page.getByRole("button", { name: "FY-002" }).click();
    await page.getByRole("link", { name: "打开记录" }).click();
    await page.locator("canvas").waitFor();
    await page.getByRole("tab", { name: "评论" }).click();
    await page.getByLabel("写评论").fill("界桩已修复。");
    await page.getByRole("button", { name: "发表" }).click();
    await page.getByText("界桩已修复。").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("for everybody", () => {
  test.each([
    [1440, 900, "zh-CN"],
    [1440, 900, "en"],
    [1920, 1080, "zh-CN"],
    [1920, 1080, "en"],
  ])(
    "at %i × %i in %s the list fits the screen, axe finds nothing, Chinese has no English",
    async (width, height, language) => {
      const { page, context } = await signIn("city", "/records/enclosures", language, { width, height });
      await rowsOf(page).first().waitFor();
      const size = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]);
      expect(size).toEqual([width, height]);
      expect(await violations(page)).toEqual([]);
      if (language === "zh-CN") {
        const words = (await page.locator("body").innerText()).replace(/English|FY-\d+|hm²|km²/g, "");
        expect(words.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
      }
      await context.close();
    },
  );
});
