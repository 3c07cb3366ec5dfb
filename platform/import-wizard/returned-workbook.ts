import { readFileSync } from "node:fs";
import { extname } from "node:path";
import ExcelJS from "exceljs";
import { TerraceError } from "#errors";
import { type DataTable, loadWorkbook, readDelimited, readWorkbook } from "#platform/tables";
import type { ImportFinding } from "./http-contract.ts";
import type { UploadedFile } from "./open-upload.ts";

export interface ReturnedInput {
  /** Name of the sheet. */
  readonly layer: string | null;
  /** Of a CSV, as it was read. */
  readonly encoding: string | null;
  readonly findings: readonly ImportFinding[];
}

const MARK: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFD9D9" } };
const REMARK: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFF3CD" } };

/**
 * The sender's own workbook with a comment in each cell that something was found in; what is about a whole row stands in its
 * first cell, what is about the whole file in the heading. A CSV becomes a workbook.
 * @throws TerraceError `workbook-unreadable`, `import-not-a-table`
 */
export async function returnWorkbook(
  file: UploadedFile,
  { layer, encoding, findings }: ReturnedInput,
): Promise<Uint8Array<ArrayBuffer>> {
  const { workbook, table } = await openedTable(file, layer, encoding);
  const sheet = workbook.getWorksheet(table.name) ?? workbook.worksheets[0]!;
  const texts = new Map<string, { readonly lines: string[]; isRefused: boolean }>();
  for (const { line, sourceField, severity, zh } of findings) {
    const column = sourceField === null ? table.columns[0] : table.columns[table.fields.indexOf(sourceField)];
    const address = sheet.getCell(line ?? table.headingLine, column ?? table.columns[0] ?? 1).address;
    const entry = texts.get(address) ?? { lines: [], isRefused: false };
    entry.lines.push(zh);
    entry.isRefused ||= severity === "refused";
    texts.set(address, entry);
  }
  for (const [address, { lines, isRefused }] of texts) {
    const cell = sheet.getCell(address);
    cell.note = {
      texts: [{ text: lines.slice(0, 20).join("\n") }],
      margins: { insetmode: "custom", inset: [0.13, 0.13, 0.25, 0.25] },
    };
    // Cells of one look share one style object; only this one is to change.
    cell.style = { ...cell.style, fill: isRefused ? MARK : REMARK };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function openedTable(
  { path, name }: UploadedFile,
  layer: string | null,
  encoding: string | null,
): Promise<{ readonly workbook: ExcelJS.Workbook; readonly table: DataTable }> {
  const extension = extname(name).toLowerCase();
  if (extension === ".xlsx" || extension === ".xlsm") {
    const tables = await readWorkbook(path);
    const table = tables.find((candidate) => candidate.name === layer) ?? tables[0]!;
    return { workbook: await loadWorkbook(path), table };
  }
  if (extension !== ".csv" && extension !== ".txt") {
    throw new TerraceError({
      code: "import-not-a-table",
      userMessage: `${name} 不是 Excel 或 CSV，没有可批注的单元格。请下载导入报告。`,
      message: `${name} is no Excel or CSV file and has no cells for comments. Download the report.`,
    });
  }
  const bytes = readFileSync(path);
  const table = readDelimited(name, new TextDecoder(encoding ?? "utf-8").decode(bytes));
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("数据");
  for (const [i, field] of table.fields.entries()) sheet.getCell(table.headingLine, table.columns[i]!).value = field;
  for (const { line, values } of table.rows) {
    for (const [i, value] of values.entries()) sheet.getCell(line, table.columns[i]!).value = value;
  }
  return { workbook, table };
}
