import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { type SurveyRequest, surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { runSurvey } from "#contexts/erosion-assessment/server";
import { makeDemonstration } from "#regions/yantai";
import { handInReport } from "../browser-fixtures/board-server.ts";
import { type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** What axe finds by WCAG 2.2 AA on every main screen, each with something on it: nothing. */
let opened: OpenedConsole;
let enclosureId: string;

beforeAll(async () => {
  opened = await openConsole();
  await fill();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

/** A survey, an enclosure, and a report of the plan that waits for the city. */
async function fill(): Promise<void> {
  const { surveyFiles } = await makeDemonstration(join(opened.folder, "demonstration"), {
    cellSize: 1000,
    years: [2024],
  });
  for (const file of surveyFiles) {
    const config = surveyConfigFrom(parseYaml(await readFile(file, "utf8")) as SurveyRequest);
    const outDirectory = join(opened.folder, "surveys", "demonstration-2024");
    await runSurvey(config, { baseDirectory: dirname(file), outDirectory });
  }
  await opened.adoptSurveys();
  const [row] = await opened.database.execute(
    `insert into territory.enclosure (code, name, division_code, method, closed_on, stated_area_hm2, geometry)
     values ('FY-001', '演示封育区', '370613', 'full', '2025-01-08', 12,
       ST_GeomFromText('MULTIPOLYGON(((121.4 37.4,121.41 37.4,121.41 37.41,121.4 37.4)))', 4490)) returning id`,
  );
  enclosureId = String(row?.id);
  const { page, context } = await opened.signIn("ecology", "/");
  await handInReport({ ask: (_who, path, method, body) => askAs(page, path, method, body) }, 0);
  await context.close();
}

async function askAs<Answer>(page: Page, path: string, method = "GET", body?: object): Promise<Answer> {
  const answer = await page.request.fetch(new URL(path, opened.url).href, {
    method,
    headers: { "X-Terrace-Request": "1" },
    ...(body === undefined ? {} : { data: body }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** No request is under way and nothing says that it is being loaded: what will be there is there. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}

describe("before anybody has signed in", () => {
  test("the sign-in, and what it says of a wrong password", async () => {
    const { page, context } = await opened.openAt("/");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator("input[autocomplete=username]").fill("city");
    await page.locator("input[type=password]").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("用户名或密码不对").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe.each<[string, string, string, (page: Page) => Promise<unknown>]>([
  ["home with 待办", "city", "/", (page) => page.getByText("待审核").first().waitFor()],
  ["home of a department", "ecology", "/", (page) => page.getByText("待报送").first().waitFor()],
  ["the plan", "city", "/plan", (page) => page.getByText("975").first().waitFor()],
  ["the map", "city", "/map", (page) => page.locator("canvas.maplibregl-canvas").waitFor()],
  ["the registers", "city", "/records", (page) => page.getByRole("link", { name: /封育/ }).first().waitFor()],
  ["a list", "city", "/records/enclosures", (page) => page.getByText("演示封育区").waitFor()],
  ["a district's list", "laishan", "/records/enclosures", (page) => page.getByText("演示封育区").waitFor()],
  ["imports", "laishan", "/imports", (page) => page.getByRole("heading", { level: 1 }).waitFor()],
  ["surveys", "city", "/surveys", (page) => page.locator("canvas").first().waitFor()],
  ["screening", "city", "/screening", (page) => page.getByRole("heading", { level: 1 }).waitFor()],
  ["the cockpit", "city", "/cockpit", (page) => page.locator("[data-target]").first().waitFor()],
  [
    "users",
    "accounts",
    "/system/users",
    (page) => page.getByText("district-inspector").or(page.getByText("区市水保人员")).first().waitFor(),
  ],
  [
    "the audit",
    "auditor",
    "/system/audit",
    (page) => page.getByText("登录成功").or(page.getByRole("tab")).first().waitFor(),
  ],
])("%s", (_what, who, address, isThere) => {
  test("axe finds nothing", async () => {
    const { page, context } = await opened.signIn(who, address);
    await isThere(page);
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("panels", () => {
  test("a record's page, each of its tabs", async () => {
    const { page, context } = await opened.signIn("city", `/records/enclosures/${enclosureId}`);
    await page.getByRole("heading", { name: /演示封育区/ }).waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    const tabs = page.getByRole("tab");
    for (let at = 0; at < (await tabs.count()); at++) {
      await tabs.nth(at).click();
      await settled(page);
      expect([await tabs.nth(at).innerText(), await violations(page)]).toEqual([await tabs.nth(at).innerText(), []]);
    }
    await context.close();
  });

  test("an account to be opened, and what roles ask of the sign-in", async () => {
    const accounts = await opened.signIn("accounts", "/system/users");
    await accounts.page.getByRole("button", { name: "开设账号" }).click();
    await accounts.page.getByRole("dialog").getByLabel("用户名").waitFor();
    await settled(accounts.page);
    expect(await violations(accounts.page)).toEqual([]);
    await accounts.context.close();
    const grants = await opened.signIn("grants", "/system/users");
    await grants.page.getByRole("button", { name: "登录要求" }).click();
    await grants.page.getByRole("checkbox", { name: "领导" }).waitFor();
    expect(await violations(grants.page)).toEqual([]);
    await grants.context.close();
  });

  test("one's own account: password and second step", async () => {
    const { page, context } = await opened.signIn("leader", "/");
    for (const [name, there] of [
      ["修改密码", "当前密码"],
      ["两步验证", "开始设置"],
    ] as const) {
      await page.getByRole("button", { name: /^账号/ }).click();
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").getByText(there).first().waitFor();
      expect([name, await violations(page)]).toEqual([name, []]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await context.close();
  });

  test("the file of an import is chosen", async () => {
    const { page, context } = await opened.signIn("laishan", "/records/enclosures");
    await page.getByRole("main").getByRole("link", { name: "导入", exact: true }).click();
    await page.getByText("每条记录需要一个面图形。").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("in English", () => {
  test.each([
    ["/", "city"],
    ["/plan", "city"],
    ["/records/enclosures", "city"],
    ["/system/users", "grants"],
  ])("%s of %s", async (address, who) => {
    const { page, context } = await opened.signIn(who, address, "en");
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await settled(page);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
