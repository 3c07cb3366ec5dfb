import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { type SurveyRequest, surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { runSurvey } from "#contexts/erosion-assessment/server";
import { makeDemonstration } from "#regions/yantai";
import { type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** 陡坡与植被筛查 from the run to the last verdict: a real server with its jobs, the demonstration region at 1 km, Chromium. */
let opened: OpenedConsole;

beforeAll(async () => {
  opened = await openConsole();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

const LIST = "/screening";
/** 栖霞市 and 莱山区 have a user each. */
const QIXIA = "370686";
const panelOf = (page: Page) => page.getByRole("dialog").first();
const rowsOf = (page: Page) => page.locator("#content tbody tr[data-row]:not([data-row=total])");

async function countIn(division: string): Promise<number> {
  const [row] = await opened.database.execute(
    "select count(*)::integer as count from territory.screening_patch where division_code = $1",
    [division],
  );
  return Number(row?.count);
}

async function makeSurveys(): Promise<void> {
  const { surveyFiles } = await makeDemonstration(join(opened.folder, "demonstration"), {
    cellSize: 1000,
    years: [2023, 2024],
  });
  for (const [at, file] of surveyFiles.entries()) {
    const config = surveyConfigFrom(parseYaml(await readFile(file, "utf8")) as SurveyRequest);
    const outDirectory = join(opened.folder, "surveys", `demonstration-${2023 + at}`);
    await runSurvey(config, { baseDirectory: dirname(file), outDirectory });
  }
  await opened.adoptSurveys();
}

describe("before a survey is published", () => {
  test("the city is told what to do first, and the list what would fill it; a district is offered no run", async () => {
    const { page, context } = await opened.signIn("city", LIST);
    await page.getByText("还没有筛查图斑。").waitFor();
    await page.getByRole("button", { name: "运行筛查" }).click();
    await panelOf(page).getByText("还没有可筛查的调查").waitFor();
    await panelOf(page).getByText("先在“动态监测”中发布一次带土地利用和区市分区的调查。").waitFor();
    expect(await panelOf(page).getByRole("button", { name: "开始筛查" }).count()).toBe(0);
    await context.close();
    const district = await opened.signIn("laishan", LIST);
    await district.page.getByText("还没有筛查图斑。").waitFor();
    expect(await district.page.getByRole("button", { name: "运行筛查" }).count()).toBe(0);
    await district.context.close();
  });
});

describe("with two published surveys", () => {
  beforeAll(makeSurveys);

  test("the city runs a screening, sees it go on and what came of it, and the list has the same number", async () => {
    const { page, context } = await opened.signIn("city", LIST);
    await page.getByRole("button", { name: "运行筛查" }).click();
    const panel = panelOf(page);
    await panel.getByText("该调查的栅格为 1000 m，坡度被平滑").waitFor();
    await panel.getByText("待核").first().waitFor();
    expect(await violations(page)).toEqual([]);
    for (const topic of ["坡耕地分级", "植被减少"]) {
      const box = panel.getByRole("checkbox", { name: new RegExp(topic) });
      if (!(await box.isChecked())) await box.check();
    }
    await panel.getByRole("button", { name: "开始筛查" }).click();
    const done = panel.getByRole("status").filter({ hasText: "筛查完成" });
    await done.waitFor();
    const added = Number(/新增 (\d+) 个/.exec(await done.innerText())?.[1]);
    expect(added).toBeGreaterThan(1);
    // The same survey once more finds the same patches and makes none twice.
    await panel.getByRole("button", { name: "再运行一次" }).click();
    const sloping = panel.getByRole("checkbox", { name: /坡耕地分级/ });
    if (!(await sloping.isChecked())) await sloping.check();
    await panel.getByRole("button", { name: "开始筛查" }).click();
    await panel.getByText(`新增 0 个，更新 0 个，未变 ${added} 个`).waitFor();
    await page.getByRole("button", { name: "关闭" }).click();
    await page.getByText(`合计（${added.toLocaleString("en-US")} 条）`).waitFor();
    expect(await page.locator("#content").innerText()).not.toMatch(/[A-Za-z]{4,}/);
    await context.close();
  });

  test("a district sees its own patches, gives verdicts with reasons, and finds the course and the history of each", async () => {
    const own = await countIn(QIXIA);
    expect(own).toBeGreaterThan(0);
    const { page, context } = await opened.signIn("qixia", LIST);
    await page.getByText(`合计（${own.toLocaleString("en-US")} 条）`).waitFor();
    const [patch] = await opened.database.execute(
      "select id, name from territory.screening_patch where division_code = $1 order by area_hm2 desc, id limit 1",
      [QIXIA],
    );
    await page.goto(new URL(`/records/screening-patches/${patch?.id}`, opened.url).href);
    await page.getByRole("heading", { name: String(patch?.name) }).waitFor();
    await page.getByRole("tab", { name: "核查" }).click();
    await page.getByText("还没有核查记录。").waitFor();
    const submit = page.getByRole("button", { name: "提交结论" });
    expect(await submit.isDisabled()).toBe(true);
    for (const [verdict, reason] of [
      ["属实", "现场为坡地花生，无梯田。"],
      ["已处理", "已改种牧草，复核合格。"],
    ] as const) {
      await page.getByRole("radio", { name: verdict, exact: true }).check();
      await page.getByRole("textbox", { name: "说明" }).fill(reason);
      await submit.click();
      await page.locator("ol li p", { hasText: reason }).waitFor();
    }
    expect(await page.locator("ol li").allInnerTexts()).toEqual([
      expect.stringContaining("属实 → 已处理"),
      expect.stringContaining("待核查 → 属实"),
    ]);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("tab", { name: "历史" }).click();
    await page.getByText("已处理").last().waitFor();
    await context.close();
  });

  test("a district opens no patch of another, by no address", async () => {
    const [foreign] = await opened.database.execute(
      "select id, name from territory.screening_patch where division_code = $1 order by area_hm2 desc, id limit 1",
      [QIXIA],
    );
    const { page, context } = await opened.signIn("laishan", `/records/screening-patches/${foreign?.id}`);
    await page
      .getByText(/没有.*记录|不在您/)
      .first()
      .waitFor();
    expect(await page.locator("body").innerText()).not.toContain(String(foreign?.name));
    const own = await countIn("370613");
    await page.goto(new URL(LIST, opened.url).href);
    await page.getByText(own === 0 ? "还没有筛查图斑。" : `合计（${own.toLocaleString("en-US")} 条）`).waitFor();
    await context.close();
  });

  test("somebody who may only look gives no verdict, and of two verdicts at once the second is told of the first", async () => {
    const [patch] = await opened.database.execute(
      "select id from territory.screening_patch where division_code = $1 and state = 'pending' order by area_hm2 desc, id limit 1",
      [QIXIA],
    );
    const address = `/records/screening-patches/${patch?.id}?tab=verdict`;
    const leader = await opened.signIn("leader", address);
    await leader.page.getByText("您的账号只能查看核查结论。").waitFor();
    await leader.context.close();

    const [city, district] = [await opened.signIn("city", address), await opened.signIn("qixia", address)];
    for (const { page } of [city, district]) await page.getByRole("radio", { name: "不属实" }).waitFor();
    await city.page.getByRole("radio", { name: "不属实" }).check();
    await city.page.getByRole("textbox", { name: "说明" }).fill("影像上为阴影。");
    await city.page.getByRole("button", { name: "提交结论" }).click();
    await city.page.getByText("待核查 → 不属实").waitFor();
    await district.page.getByRole("radio", { name: "属实", exact: true }).check();
    await district.page.getByRole("textbox", { name: "说明" }).fill("现场属实。");
    await district.page.getByRole("button", { name: "提交结论" }).click();
    await district.page.getByRole("alert").filter({ hasText: "您的结论还没有保存" }).waitFor();
    // What stands there now is shown, and the own words are not lost.
    await district.page.getByText("待核查 → 不属实").waitFor();
    expect(await district.page.getByRole("textbox", { name: "说明" }).inputValue()).toBe("现场属实。");
    await city.context.close();
    await district.context.close();
  });

  test("a patch of which only what must be there is known is shown like any other, in both languages", async () => {
    const [patch] = await opened.database.execute(
      `insert into territory.screening_patch (key, code, name, topic, class, survey_run_id, survey_year, survey_number,
         is_demonstration, cells, area_hm2, land_use, rules, has_unconfirmed, geometry)
       values ('bare', 'BARE-1', '孤立图斑', 'steep-land', 'steep-cropland', 'bare', 2020, 1, false, 1, 0.01, '旱地', '—', false,
         ST_SetSRID(ST_GeomFromText('MULTIPOLYGON(((121 37,121.001 37,121.001 37.001,121 37.001,121 37)))'), 4490)) returning id`,
    );
    for (const language of ["zh-CN", "en"]) {
      const { page, context } = await opened.signIn("city", `/records/screening-patches/${patch?.id}`, language);
      await page.getByRole("heading", { name: "孤立图斑" }).waitFor();
      await page.getByRole("tab", { name: language === "en" ? "Check" : "核查" }).click();
      await page.getByText(language === "en" ? "Nobody has checked it yet." : "还没有核查记录。").waitFor();
      expect(await page.locator("#content").innerText()).not.toMatch(/undefined|NaN|null/);
      await context.close();
    }
    const { page, context } = await opened.signIn("city", `${LIST}?q=${encodeURIComponent("孤立图斑")}`);
    await rowsOf(page).first().waitFor();
    await context.close();
  });
});
