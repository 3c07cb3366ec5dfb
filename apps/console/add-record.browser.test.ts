import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** 新增 in a register, as a district does it: a real server, a real database, Chromium. */
let opened: OpenedConsole;

beforeAll(async () => {
  opened = await openConsole();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

const LIST = "/records/enclosures";
const panelOf = (page: Page) => page.getByRole("dialog");
const fill = (page: Page, name: string, value: string) =>
  panelOf(page).locator("label", { hasText: name }).locator("xpath=..").getByRole("textbox").fill(value);
const save = (page: Page) => panelOf(page).getByRole("button", { name: "保存" }).click();

test("what must be there is asked for at its field; with that alone the record is made, of the own division", async () => {
  const { page, context } = await opened.signIn("laishan", LIST);
  await page.getByRole("button", { name: "新增" }).click();
  await save(page);
  await page.getByText("编号不能为空", { exact: true }).waitFor();
  await page.getByText("名称不能为空", { exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await fill(page, "编号", "莱山-封育-1");
  await fill(page, "名称", "院格庄封育区");
  await save(page);
  await page.getByRole("heading", { name: "院格庄封育区" }).waitFor();
  expect(await page.locator("#content").innerText()).toContain("莱山区");
  expect(await page.locator("#content").innerText()).not.toMatch(/undefined|NaN|null/);
  await page.getByRole("tab", { name: "历史" }).click();
  await page.getByText("laishan建立了这条记录").waitFor();
  await page.goto(new URL(LIST, opened.url).href);
  await page.getByText("合计（1 条）").waitFor();
  await context.close();
});

test("a code that is taken, a number that is none and a foreign division are told; nothing is made and nothing typed is lost", async () => {
  const { page, context } = await opened.signIn("laishan", LIST);
  await page.getByRole("button", { name: "新增" }).click();
  await fill(page, "编号", "莱山-封育-1");
  await fill(page, "名称", "同号封育区");
  await save(page);
  await page.getByText("编号已被另一条记录使用", { exact: true }).waitFor();
  await fill(page, "编号", "莱山-封育-2");
  await fill(page, "登记面积", "十二");
  await save(page);
  await page.getByRole("alert").waitFor();
  await fill(page, "登记面积", "12");
  await panelOf(page).getByRole("combobox", { name: "区市" }).click();
  await page.keyboard.type("栖霞");
  await page.keyboard.press("Enter");
  await save(page);
  await page.getByText("它不属于您的区域或单位").waitFor();
  expect(await panelOf(page).locator("textarea").nth(1).inputValue()).toBe("同号封育区");
  const [row] = await opened.database.execute("select count(*)::integer as count from territory.enclosure");
  expect(row?.count).toBe(1);
  await context.close();
});

test("another district sees none of it, and whoever may only look is not offered to add", async () => {
  const district = await opened.signIn("qixia", LIST);
  await district.page.getByRole("button", { name: "新增" }).waitFor();
  expect(await district.page.locator("#content").innerText()).not.toContain("院格庄");
  await district.context.close();
  const leader = await opened.signIn("leader", LIST);
  await leader.page.getByText("合计（1 条）").waitFor();
  expect(await leader.page.getByRole("button", { name: "新增" }).count()).toBe(0);
  await leader.context.close();
});
