import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it, test } from "vitest";
import { isNothing, isSheetError, readCoordinate, readDate, readDelimited, readNumber, readWorkbook } from "./index.ts";

describe("numbers as people write them", () => {
  test.each([
    ["３．５", undefined, 3.5],
    ["1,234.5", undefined, 1234.5],
    ["１，２３４", "hm²", 1234],
    ["3.5公顷", "hm²", 3.5],
    ["3.5公顷", "km²", 0.035],
    ["3.5 ha", "m²", 35_000],
    ["15亩", "hm²", 1],
    ["2.5㎡", "m²", 2.5],
    ["1.2 万元", "元", 12_000],
    ["120株", undefined, 120],
    ["71.80%", "%", 71.8],
    ["−5", undefined, -5],
    [3.5, "km²", 3.5],
  ])("%s in %s is %d", (text, unit, value) => {
    expect(readNumber(text, unit)).toEqual({ value });
  });

  test.each([
    ["3.5公顷", undefined, "公顷"],
    ["3.5公顷", "万元", "万元"],
    ["约3.5", "hm²", "约数"],
    ["3~4", "hm²", "范围"],
    ["三公顷", "hm²", "不是数字"],
    ["3.5 foo", "hm²", "foo"],
    ["1,23", "hm²", ""],
  ])("%s in %s is refused", (text, unit, part) => {
    expect(readNumber(text, unit)).toMatchObject({ fault: { zh: expect.stringContaining(part) } });
  });

  it("knows the signs for nothing and the errors of a sheet", () => {
    expect(["", " ", "—", "/", "无", "Ｎ／Ａ", null].every(isNothing)).toBe(true);
    expect(isNothing(0)).toBe(false);
    expect(isSheetError("#REF!")).toBe(true);
  });
});

describe("dates", () => {
  test.each([
    ["2024-01-31", "2024-01-31"],
    ["２０２４年１月５日", "2024-01-05"],
    ["2024.1.5", "2024-01-05"],
    ["2024/1/5 00:00:00+00", "2024-01-05"],
    ["20240131", "2024-01-31"],
    [45_322, "2024-01-31"],
    ["45322", "2024-01-31"],
    ["2024-01-31T08:30:00", "2024-01-31"],
  ])("%s is %s", (text, value) => {
    expect(readDate(text)).toEqual({ value });
  });

  test.each(["2024年1月", "2024-02-30", "去年", "3.5", "99999999"])("%s is refused", (text) => {
    expect(readDate(text)).toHaveProperty("fault");
  });
});

test.each([
  ["121.5", 121.5],
  ["121°30′", 121.5],
  ["121°30′36″E", 121.51],
  ["东经121度30分36秒", 121.51],
  ["40500123.45", 40_500_123.45],
])("the coordinate %s is %d", (text, value) => {
  const reading = readCoordinate(text);
  expect("value" in reading && reading.value).toBeCloseTo(value, 9);
});

async function saved(fill: (workbook: ExcelJS.Workbook) => void): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  const path = join(await mkdtemp(join(tmpdir(), "terrace-workbook-")), "book.xlsx");
  await workbook.xlsx.writeFile(path);
  return path;
}

describe("a workbook", () => {
  it("with a title, a merged heading of two lines, dates, formulas, shown zeros and a total", async () => {
    const path = await saved((workbook) => {
      const sheet = workbook.addWorksheet("台账");
      sheet.addRow(["演示区水土保持措施台账"]);
      sheet.mergeCells("A1:F1");
      sheet.addRow(["编号", "位置", null, "实施日期", "面积", "备注"]);
      sheet.addRow([null, "经度", "纬度", null, null, null]);
      sheet.mergeCells("B2:C2");
      for (const column of ["A", "D", "E", "F"]) sheet.mergeCells(`${column}2:${column}3`);
      sheet.addRow([12, 121.5, 37.2, new Date(Date.UTC(2024, 0, 31)), { formula: "1+2.5", result: 3.5 }, "一"]);
      sheet.getCell("A4").numFmt = "000000";
      sheet.addRow(["000013", "121°30′", 37.3, 45_322, "3.5公顷", { richText: [{ text: "二" }, { text: "三" }] }]);
      sheet.addRow(["合计", null, null, null, 7, null]);
      workbook.addWorksheet("空");
    });
    const [table, ...others] = await readWorkbook(path);
    expect(others).toEqual([]);
    expect(table).toMatchObject({
      name: "台账",
      fields: ["编号", "经度", "纬度", "实施日期", "面积", "备注"],
      headingLine: 3,
      totalLines: [6],
    });
    expect(table!.rows).toEqual([
      { line: 4, values: ["000012", 121.5, 37.2, "2024-01-31", 3.5, "一"] },
      { line: 5, values: ["000013", "121°30′", 37.3, 45_322, "3.5公顷", "二三"] },
    ]);
  });

  it("names equal columns under different headings apart", async () => {
    const path = await saved((workbook) => {
      const sheet = workbook.addWorksheet("a");
      sheet.addRow(["名称", "起点", null, "终点", null]);
      sheet.addRow([null, "经度", "纬度", "经度", "纬度"]);
      sheet.mergeCells("A1:A2");
      sheet.mergeCells("B1:C1");
      sheet.mergeCells("D1:E1");
      sheet.addRow(["沟", 1, 2, 3, 4]);
    });
    expect((await readWorkbook(path))[0]!.fields).toEqual(["名称", "起点经度", "起点纬度", "终点经度", "终点纬度"]);
  });

  it("without rows is refused, and so is what is no workbook", async () => {
    await expect(readWorkbook(await saved((book) => book.addWorksheet("a").addRow(["编号"])))).rejects.toMatchObject({
      code: "table-empty",
    });
    await expect(readWorkbook(new URL(import.meta.url).pathname)).rejects.toMatchObject({
      code: "workbook-unreadable",
    });
  });
});

it("reads delimited text with the lines of its rows and keeps leading zeros", () => {
  const table = readDelimited("a.csv", '\uFEFF编号;名称;面积\n001;"沟\n头";3,5\n\n002;坝;4\n合计;;7\n');
  expect(table).toMatchObject({ fields: ["编号", "名称", "面积"], totalLines: [6] });
  expect(table.rows.map(({ values }) => values)).toEqual([
    ["001", "沟\n头", "3,5"],
    ["002", "坝", "4"],
  ]);
  expect(() => readDelimited("a.csv", "a,b\n")).toThrow(expect.objectContaining({ code: "table-empty" }));
});
