import ExcelJS from "exceljs";
import type { CellContent, NumberFormat, PrintedHeader, Sheet, SheetColumn, SheetRow } from "./sheet.ts";

// 宋体 is on every Chinese Windows and is what official tables are set in; elsewhere the office program substitutes.
const FONT = "宋体";
const A4 = 9;
const DEFAULT_WIDTH = 12;
/** Height of a line of 11-point text. */
const LINE_POINTS = 16;

const FORMATS: Readonly<Record<NumberFormat, string>> = {
  integer: "#,##0",
  "decimal-1": "#,##0.0",
  "decimal-2": "#,##0.00",
  "decimal-4": "0.0000",
  "percent-2": "0.00%",
};

const THIN: ExcelJS.Border = { style: "thin", color: { argb: "FFBFBFBF" } };
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };

/**
 * Writes an .xlsx with one sheet a table. Numbers are numbers, shown by format; the heading stays on screen when scrolled
 * and is repeated on every printed page.
 *
 * @throws Error for a number that is not finite, or a cell of a column that does not exist: both are mistakes of the caller
 */
export async function writeWorkbook(path: string, sheets: readonly Sheet[], printed: PrintedHeader): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Terrace 智慧水保";
  workbook.created = printed.madeAt;
  workbook.modified = printed.madeAt;
  for (const sheet of sheets) addSheet(workbook, sheet, printed);
  await workbook.xlsx.writeFile(path);
}

function addSheet(workbook: ExcelJS.Workbook, sheet: Sheet, printed: PrintedHeader): void {
  const headingRow = sheet.notes.length + 2;
  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [{ state: "frozen", xSplit: 1, ySplit: headingRow, showGridLines: false }],
    pageSetup: {
      paperSize: A4,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headingRow}:${headingRow}`,
      margins: { left: 0.5, right: 0.5, top: 0.9, bottom: 0.7, header: 0.4, footer: 0.3 },
    },
    headerFooter: {
      oddHeader: `&L${literal(sheet.title)}&R${literal(`${printed.filter}  ${localTime(printed.madeAt)}  ${printed.runId}`)}`,
      oddFooter: "&C第 &P 页，共 &N 页",
    },
  });
  worksheet.columns = sheet.columns.map(({ key, width }) => ({ key, width: width ?? DEFAULT_WIDTH }));
  addSentence(worksheet, 1, sheet.title, sheet.columns.length, { name: FONT, size: 14, bold: true });
  sheet.notes.forEach((note, index) => {
    addSentence(worksheet, index + 2, note, sheet.columns.length, {
      name: FONT,
      size: 10,
      color: { argb: "FF595959" },
    });
  });
  addHeading(worksheet, headingRow, sheet.columns);
  for (const [index, row] of sheet.rows.entries()) addRow(worksheet, headingRow + 1 + index, sheet, row, false);
  if (sheet.totals) addRow(worksheet, headingRow + 1 + sheet.rows.length, sheet, sheet.totals, true);
  worksheet.autoFilter = {
    from: { row: headingRow, column: 1 },
    to: { row: headingRow + sheet.rows.length, column: sheet.columns.length },
  };
}

function addSentence(
  worksheet: ExcelJS.Worksheet,
  row: number,
  text: string,
  columns: number,
  font: Partial<ExcelJS.Font>,
): void {
  const cell = worksheet.getCell(row, 1);
  cell.value = text;
  cell.font = font;
  cell.alignment = { vertical: "middle", horizontal: "left" };
  if (columns > 1) worksheet.mergeCells(row, 1, row, columns);
}

function addHeading(worksheet: ExcelJS.Worksheet, row: number, columns: readonly SheetColumn[]): void {
  columns.forEach(({ header, unit }, index) => {
    const cell = worksheet.getCell(row, index + 1);
    cell.value = unit === undefined ? header : `${header}（${unit}）`;
    cell.font = { name: FONT, size: 11, bold: true };
    cell.alignment = { vertical: "middle", horizontal: "center", wrapText: true };
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEAF3EC" } };
    cell.border = BORDER;
  });
  worksheet.getRow(row).height =
    LINE_POINTS * linesOf(columns.map(({ header, unit, width }) => [header + (unit ?? ""), width]));
}

/** Lines that the fullest cell of a row needs. An office program that opens the file does not measure rows by itself. */
function linesOf(cells: readonly (readonly [text: string, width: number | undefined])[]): number {
  return Math.max(1, ...cells.map(([text, width]) => Math.ceil((textWidth(text) + 2) / (width ?? DEFAULT_WIDTH))));
}

/** In the unit of column widths: characters of the standard font, of which a Chinese character takes two. */
function textWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character > "\u2e80" ? 2.1 : 1.1), 0);
}

function addRow(worksheet: ExcelJS.Worksheet, row: number, sheet: Sheet, content: SheetRow, isTotal: boolean): void {
  const unknown = Object.keys(content).find((key) => !sheet.columns.some((column) => column.key === key));
  if (unknown !== undefined) throw new Error(`sheet "${sheet.name}" has no column "${unknown}"`);
  sheet.columns.forEach((column, index) => {
    const value = content[column.key] ?? null;
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new Error(
        `sheet "${sheet.name}", column "${column.key}": ${value} is no figure; give null where there is none`,
      );
    }
    const cell = worksheet.getCell(row, index + 1);
    cell.value = value ?? (isTotal ? "" : "—");
    cell.font = { name: FONT, size: 11, bold: isTotal };
    cell.alignment = {
      vertical: "middle",
      horizontal: alignmentOf(column, value),
      wrapText: column.format === undefined,
    };
    cell.border = isTotal ? { ...BORDER, top: { style: "medium", color: { argb: "FF404040" } } } : BORDER;
    if (column.format) cell.numFmt = FORMATS[column.format];
  });
  const texts = sheet.columns.filter(({ format }) => format === undefined);
  worksheet.getRow(row).height =
    LINE_POINTS * linesOf(texts.map(({ key, width }) => [String(content[key] ?? ""), width]));
}

function alignmentOf(column: SheetColumn, value: CellContent): "left" | "center" | "right" {
  if (column.align) return column.align;
  return typeof value === "number" || column.format !== undefined ? "right" : "left";
}

/** In a printed header `&` starts a code and is written twice to stand for itself. */
function literal(text: string): string {
  return text.replaceAll("&", "&&");
}

/** The clock of the machine that made the file, to the minute: what an official writes beside a table. */
function localTime(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${date} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
