import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import ExcelJS from "exceljs";
import { TerraceError } from "#errors";
import { type CellValue, type DataTable, type GridLine, type MergedRange, tableOfGrid } from "./data-table.ts";

/** More is a database, not a sheet that somebody filled in, and takes more memory than a server has to spare. */
const MAXIMUM_CELLS = 5_000_000;
const MAXIMUM_COLUMNS = 1000;

/**
 * The tables of an .xlsx: each visible sheet that has a heading.
 * @throws TerraceError `workbook-unreadable`, `workbook-too-large`, `table-empty`
 */
export async function readWorkbook(path: string): Promise<DataTable[]> {
  const file = basename(path);
  const workbook = await loadWorkbook(path);
  const tables: DataTable[] = [];
  let cells = 0;
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== "visible") continue;
    cells += sheet.actualRowCount * Math.min(sheet.columnCount, MAXIMUM_COLUMNS);
    if (cells > MAXIMUM_CELLS) throw tooLarge(file);
    const table = tableOfGrid(sheet.name, gridOf(sheet, workbook.properties.date1904 ?? false));
    if (table !== undefined) tables.push(table);
  }
  if (tables.every(({ rows }) => rows.length === 0)) {
    throw new TerraceError({
      code: "table-empty",
      userMessage: `${file} 中没有带表头和数据行的工作表。请检查是否选错了文件。`,
      message: `${file} has no sheet with a heading and rows. Check that it is the right file.`,
      details: { file },
    });
  }
  return tables;
}

/** @throws TerraceError `workbook-unreadable` */
export async function loadWorkbook(path: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await readFile(path);
  try {
    // exceljs declares the Buffer of an older @types/node.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TerraceError({
      code: "workbook-unreadable",
      userMessage: `${basename(path)} 不是可读的 Excel 工作簿（${reason}）。文件可能损坏或有密码，请在 Excel 中打开后另存为 .xlsx 再上传。`,
      message: `${basename(path)} is not a readable workbook (${reason}). It may be damaged or have a password; open it in Excel and save it as .xlsx.`,
      details: { file: basename(path) },
      cause,
    });
  }
  return workbook;
}

function gridOf(sheet: ExcelJS.Worksheet, is1904: boolean): GridLine[] {
  const ranges = mergedRanges(sheet);
  const width = Math.min(sheet.columnCount, MAXIMUM_COLUMNS);
  const lines: GridLine[] = [];
  // Rows beyond the last one with a value may be formatted down to the end of the sheet.
  for (let line = 1; line <= sheet.rowCount; line++) {
    const row = sheet.findRow(line);
    const cells: CellValue[] = [];
    const merges: (MergedRange | null)[] = [];
    for (let column = 1; column <= width; column++) {
      const cell = row?.findCell(column);
      const range = ranges.get(`${line - 1} ${column - 1}`) ?? null;
      const isHidden = range !== null && (range.top !== line - 1 || range.left !== column - 1);
      cells.push(cell === undefined || isHidden ? null : valueOfCell(cell, is1904));
      merges.push(range);
    }
    lines.push({ cells, merges });
  }
  return lines;
}

function mergedRanges(sheet: ExcelJS.Worksheet): Map<string, MergedRange> {
  const ranges = new Map<string, MergedRange>();
  const model = sheet.model as { readonly merges?: readonly string[] };
  for (const text of model.merges ?? []) {
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(text);
    if (match === null) continue;
    const range = {
      top: Number(match[2]) - 1,
      left: columnOf(match[1]!) - 1,
      bottom: Number(match[4]) - 1,
      right: columnOf(match[3]!) - 1,
    };
    if (range.bottom - range.top > SEARCHED_MERGE || range.right - range.left > MAXIMUM_COLUMNS) continue;
    for (let line = range.top; line <= range.bottom; line++) {
      for (let column = range.left; column <= range.right; column++) ranges.set(`${line} ${column}`, range);
    }
  }
  return ranges;
}

/** A range merged over more lines is decoration. */
const SEARCHED_MERGE = 10_000;

function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function valueOfCell(cell: ExcelJS.Cell, is1904: boolean): CellValue {
  return plainValue(cell.value, cell.numFmt ?? "", is1904);
}

function plainValue(value: ExcelJS.CellValue, format: string, is1904: boolean): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value.trim();
  if (typeof value === "boolean") return value;
  // A code kept as a number and shown with leading zeros is meant as it is shown.
  if (typeof value === "number") return /^0{2,}$/.test(format) ? String(value).padStart(format.length, "0") : value;
  if (value instanceof Date) return dateText(value);
  if ("richText" in value)
    return value.richText
      .map(({ text }) => text)
      .join("")
      .trim();
  if ("text" in value) return plainValue(value.text as ExcelJS.CellValue, format, is1904);
  if ("error" in value) return value.error;
  if ("result" in value) return plainValue(value.result as ExcelJS.CellValue, format, is1904);
  return null;
}

/** exceljs gives dates as if the clock of the sheet were that of Greenwich. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  // Fractions of a day are not exact in binary.
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  return text.endsWith("T00:00:00") ? text.slice(0, 10) : text;
}

function tooLarge(file: string): TerraceError {
  return new TerraceError({
    code: "workbook-too-large",
    userMessage: `${file} 的单元格超过 ${MAXIMUM_CELLS / 10_000} 万个。请拆成几个文件，或改用 CSV。`,
    message: `${file} has more than ${MAXIMUM_CELLS} cells. Split it, or use CSV.`,
    details: { file },
  });
}
