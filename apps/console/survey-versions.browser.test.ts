import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { type SurveyRequest, surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { createSurveyLibrary, runSurvey } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { makeDemonstration } from "#regions/yantai";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { violations } from "../browser-fixtures/violations.ts";
import { type App, createApp } from "../server/create-app.ts";
import { type Listening, listen } from "../server/listen.ts";
import { migrations } from "../server/migrations.ts";
import { createPlatform, type Platform } from "../server/platform.ts";

/** Versions of surveys in the console: a real server with its jobs, the demonstration region at 2 km, Chromium. */
const password = "梯田 与 水土保持 2026";
let folder: string;
let database: Database;
let platform: Platform;
let app: App;
let listening: Listening;
let browser: Browser;
const troubles: string[] = [];

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  folder = await mkdtemp(join(tmpdir(), "terrace-versions-"));
  const { surveyFiles } = await makeDemonstration(join(folder, "demonstration"), {
    cellSize: 2000,
    years: [2023, 2024],
  });
  await survey(surveyFiles[0] ?? "", join(folder, "surveys", "demonstration-2023"));
  const others = migrations.filter(({ module }) => module !== "access" && module !== "audit-trail");
  database = await testDatabases().at(-1)!.open(others);
  const surveys = createSurveyLibrary([join(folder, "surveys")]);
  const onError = (error: unknown) => troubles.push(String(error));
  platform = await createPlatform({
    database,
    configuration: readConfiguration({}),
    dataFolder: folder,
    surveys,
    onError,
  });
  const { directory } = await ensureConsoleBuilt();
  app = await createApp({ surveys, consoleDirectory: directory, platform, onLine: onError });
  await platform.start();
  listening = await listen(app.app, "127.0.0.1", 0);
  await addPeople();
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
});

afterAll(async () => {
  await browser?.close();
  await listening?.close();
  await platform?.stop();
  await app?.close();
  await database?.close();
  if (folder) await rm(folder, { recursive: true });
  expect(troubles).toEqual([]);
});

async function survey(file: string, outDirectory: string): Promise<void> {
  const config = surveyConfigFrom(parseYaml(await readFile(file, "utf8")) as SurveyRequest);
  await runSurvey(config, { baseDirectory: dirname(file), outDirectory });
}

async function addPeople(): Promise<void> {
  const rows = await database.execute("select id, kind, division_code from access.organisation");
  const idOf = (kind: string, division: string | null) =>
    String(rows.find((row) => row.kind === kind && row.division_code === division)?.id);
  const city = { organisationId: idOf("city", null), scope: "city", divisions: [] } as const;
  const district = { organisationId: idOf("division", "370613"), scope: "division", divisions: ["370613"] } as const;
  const people = [
    { name: "city", displayName: "市级主管", roles: ["city-supervisor"], ...city },
    { name: "analyst", displayName: "监测分析员", roles: ["analyst"], ...city },
    { name: "laishan", displayName: "莱山水保员", roles: ["district-inspector"], ...district },
  ];
  for (const person of people) await platform.access.createPerson("test", { ...person, password });
}

async function signIn(
  name: string,
  language = "zh-CN",
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // Not a measurement: what never appears must name itself instead of holding up the run for ever.
  page.setDefaultTimeout(180_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.addInitScript((chosen) => window.localStorage.setItem("terrace.language", chosen), language);
  await page.goto(new URL("/surveys", listening.url).href);
  await page.locator("input[autocomplete=username]").fill(name);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("main").waitFor();
  return { page, context };
}

async function openVersions(page: Page, name = "调查版本"): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await rowsOf(page).first().waitFor();
}

const panelOf = (page: Page) => page.getByRole("dialog").first();
const rowsOf = (page: Page) => panelOf(page).locator("tbody tr[data-row]");
const rowOf = (page: Page, version: string) => rowsOf(page).filter({ hasText: version });

async function chooseSettings(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "由配置文件填入" }).click();
  await page.getByTitle("demonstration/survey-2024.yaml").click();
  await page.getByText("按配置文件（").waitFor();
}

test("a form without its inputs says what is missing at the field", async () => {
  const { page, context } = await signIn("analyst");
  await openVersions(page);
  expect(await rowsOf(page).count()).toBe(1);
  expect(await rowsOf(page).innerText()).toContain("已发布");
  expect(await rowsOf(page).innerText()).toContain("演示");
  await page.getByRole("button", { name: "新建调查" }).click();
  await page.getByRole("button", { name: "开始计算" }).click();
  await page.getByText("请选择高程栅格").waitFor();
  expect(await page.getByText("请选择文件或填常数").count()).toBe(3);
  expect(await page.locator("table").last().innerText()).toContain("待核");
  expect(await violations(page, ".ant-drawer")).toEqual([]);
  await context.close();
});

test("settings of a file become a computation that is seen, and a draft version that the analyst cannot publish", async () => {
  const { page, context } = await signIn("analyst");
  await openVersions(page);
  await page.getByRole("button", { name: "新建调查" }).click();
  await chooseSettings(page);
  await page.getByText("成果将标“演示”").waitFor();
  await page.getByText("2024 年第 1 版（草稿）").waitFor();
  await page.getByRole("button", { name: "开始计算" }).click();
  const card = page.getByRole("article", { name: "水土流失调查：2024 年" });
  await card.getByRole("progressbar").waitFor();
  await card.getByText(/读取|汇流|因子|图斑|汇总/).waitFor();
  await rowOf(page, "2024 年第 1 版").waitFor();
  const draft = await rowOf(page, "2024 年第 1 版").innerText();
  expect(draft).toContain("草稿");
  expect(draft).toContain("监测分析员");
  expect(await panelOf(page).getByRole("button", { name: "发布", exact: true }).count()).toBe(0);
  await context.close();
});

test("a cancelled computation says so, and still does after a reload; nothing of it is a version", async () => {
  const { page, context } = await signIn("analyst");
  await openVersions(page);
  await page.getByRole("button", { name: "新建调查" }).click();
  await chooseSettings(page);
  await page.getByRole("button", { name: "开始计算" }).click();
  const card = page.getByRole("article", { name: "水土流失调查：2024 年" }).first();
  await card.getByRole("button", { name: "取消任务" }).click();
  await card.getByText("已取消").waitFor();
  await page.reload();
  await openVersions(page);
  await card.getByText("已取消").waitFor();
  await card.getByRole("button", { name: "重新运行" }).waitFor();
  expect(await rowsOf(page).count()).toBe(2);
  await context.close();
});

test("the supervisor publishes with a reason, and the district then sees the version, and no buttons of the city", async () => {
  const district = await signIn("laishan");
  await openVersions(district.page);
  expect(await rowsOf(district.page).count()).toBe(1);

  const { page, context } = await signIn("city");
  await openVersions(page);
  await rowOf(page, "2024 年第 1 版").getByRole("button", { name: "发布" }).click();
  const dialog = page.getByRole("dialog", { name: "发布 2024 年第 1 版" });
  expect(await dialog.getByRole("button", { name: "发布" }).isDisabled()).toBe(true);
  await dialog.getByLabel("理由").fill("复核无误");
  await dialog.getByRole("button", { name: "发布" }).click();
  await rowOf(page, "2024 年第 1 版").getByText("复核无误").waitFor();
  expect(await rowOf(page, "2024 年第 1 版").innerText()).toContain("市级主管");
  expect(await violations(page, ".ant-drawer")).toEqual([]);

  await district.page.reload();
  await openVersions(district.page);
  await rowOf(district.page, "2024 年第 1 版").waitFor();
  for (const name of ["新建调查", "发布", "撤回"]) {
    expect(await panelOf(district.page).getByRole("button", { name, exact: true }).count()).toBe(0);
  }
  await district.context.close();

  for (const box of await rowsOf(page).getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "比较所选两版" }).click();
  await page.waitForURL(/compare=/);
  await page.getByText("强度转移").first().waitFor();
  await context.close();
});

test("in English nothing is left in Chinese but names", async () => {
  const { page, context } = await signIn("city", "en");
  await openVersions(page, "Versions");
  const text = await panelOf(page).innerText();
  expect(text).toContain("2024, version 1");
  expect(
    text.replaceAll(
      /烟台市水土流失动态监测|市级主管|监测分析员|成果登记|复核无误|演示调查，由程序生成并发布|已由.*保存任何结果。/g,
      "",
    ),
  ).not.toMatch(/[\u4e00-\u9fff]/);
  await context.close();
});
