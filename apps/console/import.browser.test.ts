import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { box, shapefileZip } from "../browser-fixtures/import-files.ts";
import {
  chooseFile,
  confirmPlace,
  drawn,
  mapField,
  nextStep,
  statesOf,
  stepByBar,
  stepNamed,
} from "../browser-fixtures/import-steps.ts";
import { downloadBy, type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** The import wizard as people use it: from a file to the rows of a list. */
let opened: OpenedConsole;

beforeAll(async () => {
  opened = await openConsole();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

describe("a Shapefile in GBK", () => {
  test("goes from the file picker to rows of the list and the map, and axe finds nothing on the way", async () => {
    const file = await shapefileZip(opened.folder, "莱山封育区", [
      [box(121.4, 37.4), ["LS-01", "凤凰山", "莱山区", "全封", 24.6]],
      [box(121.41, 37.4), ["LS-02", "塔山东坡", "莱山区", "半封", 24.6]],
      // Half as much as its outline, and a strip of the neighbour's ground.
      [box(121.414, 37.4), ["LS-03", "院格庄", "莱山区", "轮封", 12.3]],
    ]);
    const { page, context } = await opened.signIn("laishan", "/records/enclosures");
    await page.getByRole("main").getByRole("link", { name: "导入", exact: true }).click();
    await page.getByText("每条记录需要一个面图形。").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("数据提供单位").fill("莱山测绘院");
    await chooseFile(page, file);

    await stepNamed(page, "图层与文字编码").waitFor();
    const chosen = page.locator("[data-chosen=true]");
    expect(await chosen.innerText()).toContain("GBK");
    expect(await chosen.innerText()).toContain("塔山东坡");
    expect(await violations(page)).toEqual([]);

    await nextStep(page, "坐标系");
    await drawn(page);
    expect(await page.locator("[data-chosen=true]").innerText()).toContain("2000 国家大地坐标系");
    expect(await violations(page)).toEqual([]);

    await nextStep(page, "字段对应");
    expect(await statesOf(page)).toEqual(["done", "done", "done", "trouble", "trouble", "waiting"]);
    await page.getByText("必填的“名称”没有对应的列，也没有统一的值。请选择文件中的一列，或填一个统一的值。").waitFor();
    await mapField(page, "名称", "小地名");
    expect(await violations(page)).toEqual([]);

    await nextStep(page, "检查");
    const warnings = page.getByRole("region", { name: "请注意（2 处）" });
    await warnings.getByText(/第 3 个要素与第 2 个要素重叠/).waitFor();
    await warnings.getByText(/第 3 个要素填报面积 12.3 hm²/).waitFor();
    await drawn(page);
    await warnings.getByRole("button", { name: /^在地图上看/ }).click();
    expect(await violations(page)).toEqual([]);
    const report = await downloadBy(page, "下载检查报告");
    expect(report.suggestedFilename()).toBe("导入报告-莱山封育区.xlsx");

    await nextStep(page, "确认导入");
    await page.getByText("把“莱山封育区.zip”中的 3 条记录写入“封育区”。").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "全部写入 3 条到“封育区”" }).click();
    await page.getByRole("heading", { name: "导入完成" }).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole("link", { name: "在列表中查看" }).click();
    await page.getByText("合计（3 条）").waitFor();
    expect(await page.locator("tbody").innerText()).toMatch(/LS-01\s+凤凰山[\s\S]*LS-02\s+塔山东坡[\s\S]*院格庄/);
    await page.goBack();
    expect(await page.getByRole("link", { name: "在地图上查看" }).getAttribute("href")).toContain(
      "/map?set=enclosures",
    );
    await context.close();
  });

  test("of the same sender is mapped as last time; what is there already is told and may be left out", async () => {
    const file = await shapefileZip(opened.folder, "莱山补充", [
      [box(121.4, 37.4), ["LS-01", "凤凰山", "莱山区", "全封", 24.6]],
      [box(121.43, 37.4), ["LS-04", "孟良口", "莱山区", "全封", 24.6]],
    ]);
    const { page, context } = await opened.signIn("laishan", "/imports?target=enclosures");
    await page.getByLabel("数据提供单位").fill("莱山测绘院");
    await chooseFile(page, file);
    await stepNamed(page, "图层与文字编码").waitFor();
    await stepByBar(page, "字段对应");
    await page.getByRole("row", { name: /^名称/ }).getByText("沿用该单位上次的对应").waitFor();
    await nextStep(page, "检查");
    await page.getByText("第 1 个要素的编号与系统中已有的“凤凰山”相同。").waitFor();
    await page.getByRole("radiogroup", { name: "编号已在台账中的记录" }).getByText("跳过这些记录").click();
    await page.getByText("第 1 个要素的编号与系统中已有的“凤凰山”相同，不导入。").waitFor();
    await nextStep(page, "确认导入");
    await page.getByRole("button", { name: "全部写入 1 条到“封育区”" }).click();
    await page.getByRole("link", { name: "在列表中查看" }).click();
    await page.getByText("合计（1 条）").waitFor();
    await context.close();
  });
});

describe("leaving and coming back", () => {
  test("an import is taken up where it stands, with what was decided, and may be abandoned", async () => {
    const file = await shapefileZip(
      opened.folder,
      "无坐标系",
      [[box(121.48, 37.4), ["LS-21", "甲", "莱山区", "全封", 24.6]]],
      {
        hasSystem: false,
      },
    );
    const first = await opened.signIn("laishan", "/imports?target=enclosures");
    await chooseFile(first.page, file);
    await stepNamed(first.page, "图层与文字编码").waitFor();
    await stepByBar(first.page, "字段对应");
    await mapField(first.page, "名称", "小地名");
    await first.page.getByRole("link", { name: "暂时离开" }).click();
    await first.context.close();

    const { page, context } = await opened.signIn("laishan", "/imports");
    const row = page.getByRole("row", { name: /无坐标系\.zip/ });
    expect(await row.innerText()).toContain("待处理");
    await row.getByRole("link").click();
    // The system of the coordinates was told from the numbers alone: that is where a person is wanted.
    await stepNamed(page, "坐标系").waitFor();
    await drawn(page);
    await confirmPlace(page);
    await nextStep(page, "字段对应");
    await page.getByRole("row", { name: /^名称/ }).getByText("由您选定").waitFor();
    expect(await statesOf(page)).toEqual(["done", "done", "done", "done", "done", "waiting"]);

    await page.getByRole("button", { name: "放弃导入" }).click();
    await page.getByRole("button", { name: "放弃并删除文件" }).click();
    await page
      .getByRole("row", { name: /无坐标系\.zip/ })
      .getByText("已放弃")
      .waitFor();
    await page.getByRole("link", { name: "无坐标系.zip" }).click();
    await page.getByRole("heading", { name: "这次导入已放弃" }).waitFor();
    await context.close();
  });
});

describe("with the keyboard alone", () => {
  /** Goes on with Tab until the focus is on what has this name. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => {
        const focused = document.activeElement as HTMLInputElement | null;
        const own = focused?.getAttribute("aria-label") ?? focused?.labels?.[0]?.textContent ?? focused?.textContent;
        return own?.trim() ?? "";
      });
      if (name.test(label)) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  }

  /** While a decision is being kept, the way on is closed. */
  async function goOnTo(page: Page, step: string): Promise<void> {
    await page.getByRole("status").filter({ hasText: "正在" }).waitFor({ state: "detached" });
    await tabTo(page, new RegExp(`下一步：${step}`));
    await page.keyboard.press("Enter");
    await stepNamed(page, step).waitFor();
  }

  test("a file is chosen, mapped, checked and written", async () => {
    const file = await shapefileZip(opened.folder, "键盘", [
      [box(121.5, 37.4), ["LS-31", "甲", "莱山区", "全封", 24.6]],
    ]);
    const { page, context } = await opened.signIn("laishan", "/imports");
    await page.getByRole("heading", { name: "可以导入的台账" }).waitFor();
    await tabTo(page, /^封育区$/);
    await page.keyboard.press("Enter");
    await page.getByText("每条记录需要一个面图形。").waitFor();
    await page.getByLabel("数据提供单位").focus();
    await tabTo(page, /^选择文件$/);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
    await chooser.setFiles(file);
    await stepNamed(page, "图层与文字编码").waitFor();

    for (const step of ["坐标系", "字段对应"]) {
      await goOnTo(page, step);
      // A step begins at its heading, not at the button that led to it.
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(step);
    }
    await tabTo(page, /^名称/);
    await page.keyboard.type("小地名");
    await page.locator(".ant-select-item-option-active", { hasText: "小地名" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /^名称/ }).getByText("由您选定").waitFor();
    for (const step of ["检查", "确认导入"]) await goOnTo(page, step);
    await tabTo(page, /全部写入 1 条/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "导入完成" }).waitFor();
    await context.close();
  });
});

describe("in English", () => {
  test("every step has its words", async () => {
    const file = await shapefileZip(opened.folder, "english", [
      [box(121.51, 37.4), ["LS-51", "甲", "莱山区", "全封", 24.6]],
    ]);
    const { page, context } = await opened.signIn("laishan", "/imports?target=enclosures", "en");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Choose a file" }).click(),
    ]);
    await chooser.setFiles(file);
    for (const step of ["Layer and text", "Coordinate system", "Fields", "Check", "Confirm"]) {
      await stepNamed(page, step).waitFor();
      const words = await page.getByRole("main").innerText();
      // A key that a language lacks is shown as it is called.
      expect(words.match(/\b[a-z]+(\.[a-z-]+)+\b/gi)?.filter((word) => !word.endsWith(".zip")) ?? []).toEqual([]);
      const next = page.getByRole("button", { name: /^Next:/ });
      if (step !== "Confirm") await next.click();
    }
    await context.close();
  });
});
