import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWithTestData } from "#fixtures/test-data";
import { box, shapefileZip, zipOf } from "../browser-fixtures/import-files.ts";
import {
  chooseFile,
  confirmPlace,
  drawn,
  nextStep,
  statesOf,
  stepByBar,
  stepNamed,
} from "../browser-fixtures/import-steps.ts";
import { downloadBy, type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** What the import wizard says of files that are wrong, and of real ones with their traps. */
let opened: OpenedConsole;

beforeAll(async () => {
  opened = await openConsole();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

async function saved(download: Download): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await download.path());
  return workbook;
}

describe("what is wrong is told in words", () => {
  test("a file that cannot be read: what it is and what to do; nothing stays of it", async () => {
    const file = join(opened.folder, "下载.zip");
    await writeFile(file, "<!DOCTYPE html><html><body>请登录</body></html>");
    const { page, context } = await opened.signIn("laishan", "/imports?target=enclosures");
    await chooseFile(page, file);
    await page.getByRole("alert").getByText("下载.zip：文件名是 .zip，内容却是网页（HTML）。").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { name: "可以导入的台账" }).waitFor();
    expect(await page.getByRole("link", { name: "下载.zip" }).count()).toBe(0);
    await context.close();
  });

  test("rows of another district and wrong values: which, where, and that nothing is written", async () => {
    const file = await shapefileZip(opened.folder, "有错", [
      [box(121.45, 37.4), ["LS-11", "甲", "莱山区", "全部封", 24.6]],
      [box(121.46, 37.4), ["LS-12", "乙", "芝罘区", "半封", 24.6]],
      [box(121.47, 37.4), ["LS-11", "丙", "莱山区", "半封", 24.6]],
    ]);
    const { page, context } = await opened.signIn("laishan", "/imports?target=enclosures");
    await page.getByLabel("数据提供单位").fill("莱山测绘院");
    await chooseFile(page, file);
    await stepNamed(page, "图层与文字编码").waitFor();
    await stepByBar(page, "检查");
    const refused = page.getByRole("region", { name: /^必须解决/ });
    await refused.getByText(/“全部封”不在可选值中/).waitFor();
    await refused.getByText(/第 2 个要素的区划“370602”不在您的管辖范围内/).waitFor();
    await refused.getByText(/LS-11/).first().waitFor();
    await nextStep(page, "确认导入");
    await page.getByText("还不能导入，有问题没有解决").waitFor();
    expect(await page.getByRole("button", { name: /^全部写入/ }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test("who may not import has no menu for it, and the address says why", async () => {
    const { page, context } = await opened.signIn("leader", "/imports");
    await page.getByRole("heading", { name: "您的账号不能使用这个页面" }).waitFor();
    await context.close();
  });
});

describe("the workbook", () => {
  test("is had from the start page, filled, and comes back with a comment in each of its two wrong cells", async () => {
    const { page, context } = await opened.signIn("laishan", "/imports");
    const template = await downloadBy(page, "下载封育区导入模板");
    expect(template.suggestedFilename()).toBe("封育区导入模板.xlsx");
    const workbook = await saved(template);
    const sheet = workbook.worksheets[0]!;
    const heads = Array.from(sheet.getRow(1).values as unknown[], (head) => String(head ?? ""));
    const outlineOf = (west: number) =>
      box(west, 37.42)
        .coordinates[0]!.map((position) => position.map((degrees) => degrees.toFixed(4)).join(","))
        .join(";");
    const rows = [
      { 编号: "LS-41", 名称: "甲", 区市: "莱山区", 封育方式: "全封", 登记面积: "24.6公顷", 坐标串: outlineOf(121.41) },
      { 编号: "LS-42", 名称: "乙", 区市: "莱山区", 封育方式: "封一半", 登记面积: "24.6", 坐标串: outlineOf(121.42) },
      { 编号: "LS-43", 名称: "丙", 区市: "莱山区", 封育起: "去年春天", 登记面积: "24.6", 坐标串: outlineOf(121.43) },
    ];
    for (const [index, row] of rows.entries()) {
      for (const [name, value] of Object.entries(row)) {
        sheet.getRow(index + 2).getCell(heads.findIndex((head) => head.startsWith(name))).value = value;
      }
    }
    const filled = join(opened.folder, "封育区-填好.xlsx");
    await workbook.xlsx.writeFile(filled);

    await page.getByRole("button", { name: "封育区" }).click();
    await chooseFile(page, filled);
    await stepNamed(page, "图层与文字编码").waitFor();
    await stepByBar(page, "检查");
    const refused = page.getByRole("region", { name: /^必须解决/ });
    await refused.getByRole("row", { name: /^3 封育方式 第 3 行“封育方式”的值“封一半”不在可选值中/ }).waitFor();
    await refused.getByRole("row", { name: /^4 封育起 第 4 行“封育起”的值“去年春天”不是日期/ }).waitFor();
    expect(await violations(page)).toEqual([]);

    const returned = await downloadBy(page, "下载带批注的原表");
    expect(returned.suggestedFilename()).toBe("封育区-填好-退回.xlsx");
    const notes: string[] = [];
    (await saved(returned)).worksheets[0]!.eachRow((row, number) => {
      row.eachCell((cell) => {
        if (number > 1 && cell.note) notes.push(`${heads[Number(cell.col)]} ${number}`);
      });
    });
    expect(notes).toEqual(["封育方式 3", "封育起 4"]);
    await context.close();
  });
});

describeWithTestData(
  "real files",
  [
    "admin/yantai_counties_370600_full.json",
    "hydrology/jiaodong_raingages.gml",
    "hydrology/jiaodong_boundary.gml",
    "shapefile-gbk/hyd1_4l.shp",
    "shapefile-gbk/hyd1_4l.shx",
    "shapefile-gbk/hyd1_4l.dbf",
  ],
  (counties, gauges, boundary, ...rivers) => {
    const toPlace = async (page: Page, file: string) => {
      await page.goto(new URL("/imports?target=watersheds", opened.url).href);
      await chooseFile(page, file);
      await stepNamed(page, "图层与文字编码").waitFor();
      await nextStep(page, "坐标系");
      await drawn(page);
    };

    test("divisions in GCJ-02 are told, converted and confirmed on the map", async () => {
      const { page, context } = await opened.signIn("city", "/imports");
      await toPlace(page, counties!);
      expect(await page.locator("[data-chosen=true]").innerText()).toContain("GCJ-02");
      await page.getByText("坐标由 GCJ-02 换算而来，精度约 1 米，不能代替测量成果。").waitFor();
      expect((await statesOf(page))[2]).toBe("trouble");
      await confirmPlace(page);
      expect((await statesOf(page))[2]).toBe("done");
      expect(await violations(page)).toEqual([]);
      await context.close();
    });

    test("a wrong label is shown beside what the numbers say; latitude first comes out in its place", async () => {
      const { page, context } = await opened.signIn("city", "/imports");
      await toPlace(page, gauges!);
      expect(await page.locator("[data-chosen=true]").innerText()).not.toContain("EPSG:32637");
      await page.getByText(/却标为 EPSG:32637（单位米），标注有误/).waitFor();
      await toPlace(page, boundary!);
      expect(await page.locator("figcaption").innerText()).toMatch(/121\.\d+°–122\.\d+°E，36\.\d+°–37\.\d+°N/);
      await context.close();
    });

    test("rivers where plots are wanted are refused once, not 840 times over; their names are legible", async () => {
      const file = await zipOf(join(opened.folder, "hyd1_4l.zip"), rivers);
      const { page, context } = await opened.signIn("city", "/imports");
      await toPlace(page, file);
      await page.getByRole("button", { name: "上一步" }).click();
      expect(await page.locator("[data-chosen=true]").innerText()).toContain("克鲁伦河");
      await stepByBar(page, "检查");
      const refused = page.getByRole("region", { name: /^必须解决（8\d\d 处）/ });
      await refused
        .getByRole("button", { name: /^同样的情况还有 \d+ 处，全部显示/ })
        .first()
        .waitFor();
      expect(await refused.getByRole("row").count()).toBeLessThan(40);
      await context.close();
    });
  },
);
