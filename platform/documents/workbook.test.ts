import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, expect, test } from "vitest";
import { provenanceSheet, type Sheet, writeWorkbook } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "terrace-workbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

const printed = { filter: "全部区市", madeAt: new Date(2026, 10, 24, 9, 5), runId: "run-7 & 8" };
const areas: Sheet = {
  name: "分级面积",
  title: "2024 年土壤侵蚀分级面积",
  notes: ["示意数据，不作为统计依据"],
  columns: [
    { key: "division", header: "行政区", width: 16 },
    { key: "light", header: "轻度", unit: "km²", format: "decimal-2" },
    { key: "rate", header: "水土保持率", format: "percent-2" },
    { key: "remark", header: "备注" },
  ],
  rows: [
    { division: "甲县", light: 1234.567, rate: 0.718, remark: "=1+1" },
    { division: "乙县", light: 0, rate: null },
  ],
  totals: { division: "合计", light: 1234.567, rate: 0.718 },
};

async function written(name: string): Promise<{ path: string; workbook: ExcelJS.Workbook }> {
  const path = join(folder, name);
  await writeWorkbook(path, [areas, provenanceSheet([{ name: "年份", value: "2024", confidence: "已核" }])], printed);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return { path, workbook };
}

test("numbers are numbers with a format, nothing is a dash, zero is zero, text is never a formula", async () => {
  const { workbook } = await written("read-back.xlsx");
  const sheet = workbook.getWorksheet("分级面积")!;
  expect(sheet.getCell("A1").value).toBe("2024 年土壤侵蚀分级面积");
  expect(sheet.getCell("A2").value).toBe("示意数据，不作为统计依据");
  expect(sheet.getCell("B3").value).toBe("轻度（km²）");
  expect(sheet.getCell("B4").value).toBe(1234.567);
  expect(sheet.getCell("B4").numFmt).toBe("#,##0.00");
  expect(sheet.getCell("B4").alignment.horizontal).toBe("right");
  expect(sheet.getCell("C4").value).toBe(0.718);
  expect(sheet.getCell("C4").numFmt).toBe("0.00%");
  expect(sheet.getCell("D4").value).toBe("=1+1");
  expect(sheet.getCell("B5").value).toBe(0);
  expect(sheet.getCell("C5").value).toBe("—");
  expect(sheet.getCell("A6").value).toBe("合计");
  expect(sheet.getCell("A6").font.bold).toBe(true);
});

test("the heading is frozen, filtered and printed on every page, with filter, time and run", async () => {
  const { workbook } = await written("layout.xlsx");
  const sheet = workbook.getWorksheet("分级面积")!;
  expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 3, xSplit: 1 });
  expect(sheet.autoFilter).toBe("A3:D5");
  expect(sheet.pageSetup.printTitlesRow).toBe("3:3");
  expect(sheet.headerFooter.oddHeader).toContain("全部区市  2026-11-24 09:05  run-7 && 8");
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(["分级面积", "来源"]);
  expect(workbook.getWorksheet("来源")!.getCell("B3").value).toBe("2024");
});

test("a number that is not finite is refused with its place", async () => {
  const broken = { ...areas, rows: [{ division: "丙县", light: Number.NaN }] };
  await expect(writeWorkbook(join(folder, "x.xlsx"), [broken], printed)).rejects.toThrow('column "light"');
});

test("a cell of an unknown column is refused, so that no figure is lost", async () => {
  const broken = { ...areas, rows: [{ division: "丙县", heavy: 1 }] };
  await expect(writeWorkbook(join(folder, "x.xlsx"), [broken], printed)).rejects.toThrow('no column "heavy"');
});

test("LibreOffice, where there is one, opens it and reads the same figures", async (context) => {
  const { path } = await written("office.xlsx");
  const args = ["--headless", `-env:UserInstallation=file://${join(folder, "profile")}`];
  const { error } = spawnSync("soffice", [
    ...args,
    "--convert-to",
    "csv:Text - txt - csv (StarCalc):44,34,76",
    "--outdir",
    folder,
    path,
  ]);
  if (error) {
    context.skip("soffice is not installed");
    return;
  }
  const lines = readFileSync(join(folder, "office.csv"), "utf8").split("\n");
  expect(lines[3]).toBe('甲县,"1,234.57",71.80%,=1+1');
  expect(lines[4]).toBe("乙县,0.00,—,—");
});
