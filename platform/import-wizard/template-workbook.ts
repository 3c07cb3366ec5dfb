import ExcelJS from "exceljs";
import type { TargetField, TargetShape } from "./import-target.ts";

const FONT = "宋体";
const HEADING: ExcelJS.Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEAF3EC" } };
/** Rows that have drop-downs and formats; below them the import still checks. */
const PREPARED_ROWS = 2000;
/** A list in the cell's rule itself holds at most 255 characters (ECMA-376, 18.3.1.32), so lists stand on a sheet of their own. */
const CHOICES = "选项";

interface TemplateColumn {
  readonly heading: string;
  readonly rule: string;
  readonly isRequired: boolean;
  readonly format: string;
  readonly choices: readonly string[];
  readonly validation?: ExcelJS.DataValidation;
}

/** An empty workbook for a target: a column for each field with drop-downs and formats, a sheet that explains them. */
export async function templateWorkbook(target: TargetShape): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Terrace 智慧水保";
  const columns = [...target.fields.map((field) => columnOf(field, target)), ...placeColumns(target)];
  const sheet = workbook.addWorksheet(target.titleZh.slice(0, 31), { views: [{ state: "frozen", ySplit: 1 }] });
  const lists = workbook.addWorksheet(CHOICES, { state: "hidden" });
  for (const [i, column] of columns.entries()) addColumn(sheet, lists, i + 1, column);
  sheet.getRow(1).height = 32;
  explain(workbook.addWorksheet("填写说明"), target, columns);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function columnOf(field: TargetField, target: TargetShape): TemplateColumn {
  const choices = field.kind === "boolean" ? ["是", "否"] : (field.choices ?? []).map(({ labelZh }) => labelZh);
  const rules: Readonly<Record<TargetField["kind"], string>> = {
    text: field.name === target.codeField ? "文字，不得重复" : "文字",
    integer: "整数",
    number: "数字",
    date: "日期，如 2024-01-31",
    timestamp: "日期和时间，如 2024-01-31 08:30",
    choice: "从下拉列表中选择",
    boolean: "是或否",
    division: "从下拉列表中选择",
    organisation: "从下拉列表中选择",
  };
  const formats: Partial<Record<TargetField["kind"], string>> = {
    // Text keeps leading zeros and long codes.
    text: "@",
    integer: "0",
    date: "yyyy-mm-dd",
    timestamp: "yyyy-mm-dd hh:mm",
  };
  return {
    heading: field.unit === undefined ? field.labelZh : `${field.labelZh}（${field.unit}）`,
    rule: `${rules[field.kind]}${field.unit === undefined ? "" : `，单位 ${field.unit}`}`,
    isRequired: field.isRequired === true,
    format: formats[field.kind] ?? "General",
    choices,
    ...validationOf(field),
  };
}

function validationOf(field: TargetField): Pick<TemplateColumn, "validation"> {
  const common = { allowBlank: field.isRequired !== true, showErrorMessage: true, errorTitle: "不能这样填" };
  if (field.kind === "integer" || field.kind === "number") {
    const type = field.kind === "integer" ? "whole" : "decimal";
    const error = field.kind === "integer" ? "应为整数" : "应为数字，不带单位";
    return { validation: { ...common, type, operator: "between", formulae: [-1e15, 1e15], error } };
  }
  if (field.kind !== "date") return {};
  const formulae = [new Date(Date.UTC(1950, 0, 1)), new Date(Date.UTC(2100, 11, 31))];
  return { validation: { ...common, type: "date", operator: "between", formulae, error: "应为日期，如 2024-01-31" } };
}

function placeColumns({ geometry }: TargetShape): TemplateColumn[] {
  const column = (heading: string, rule: string): TemplateColumn => ({
    heading,
    rule,
    isRequired: true,
    format: "General",
    choices: [],
  });
  if (geometry === null) return [];
  if (geometry === "point") {
    return [
      column("经度", "CGCS2000 经度，如 121.391234 或 121°23′28.4″；也可填东坐标（米）"),
      column("纬度", "CGCS2000 纬度，如 37.463512；也可填北坐标（米）"),
    ];
  }
  const kind = geometry === "polygon" ? "边界各拐点" : "线上各点";
  return [column("坐标串", `${kind}，“经度,纬度”之间用分号隔开，如 121.1,37.1;121.2,37.1;121.2,37.2；或 WKT`)];
}

function addColumn(sheet: ExcelJS.Worksheet, lists: ExcelJS.Worksheet, index: number, column: TemplateColumn): void {
  const heading = sheet.getCell(1, index);
  heading.value = column.isRequired ? `${column.heading}*` : column.heading;
  heading.font = { name: FONT, size: 11, bold: true };
  heading.fill = HEADING;
  heading.alignment = { vertical: "middle", horizontal: "center", wrapText: true };
  heading.note = `${column.isRequired ? "必填。" : ""}${column.rule}`;
  sheet.getColumn(index).width = Math.max(14, column.heading.length * 2 + 4);
  for (const [i, choice] of column.choices.entries()) lists.getCell(i + 1, index).value = choice;
  const letter = lists.getColumn(index).letter;
  const validation: ExcelJS.DataValidation | undefined =
    column.choices.length === 0
      ? column.validation
      : {
          type: "list",
          allowBlank: !column.isRequired,
          formulae: [`${CHOICES}!$${letter}$1:$${letter}$${column.choices.length}`],
          showErrorMessage: true,
          errorTitle: "不能这样填",
          error: "请从下拉列表中选择",
        };
  for (let line = 2; line <= PREPARED_ROWS + 1; line++) {
    const cell = sheet.getCell(line, index);
    cell.numFmt = column.format;
    if (validation !== undefined) cell.dataValidation = validation;
  }
}

function explain(sheet: ExcelJS.Worksheet, target: TargetShape, columns: readonly TemplateColumn[]): void {
  sheet.columns = [{ width: 24 }, { width: 8 }, { width: 90 }];
  sheet.addRow([`${target.titleZh} 导入模板`]).font = { name: FONT, size: 14, bold: true };
  sheet.addRow(["带 * 的列必填。请勿改动第一行的列名；可以增加列，多出的列不导入。任何一行有错，整个文件都不会写入。"]);
  sheet.addRow([]);
  const heading = sheet.addRow(["列", "必填", "填写要求"]);
  heading.font = { name: FONT, size: 11, bold: true };
  for (const { heading: name, isRequired, rule, choices } of columns) {
    const shown = choices.length === 0 ? "" : `：${choices.slice(0, 30).join("、")}${choices.length > 30 ? "……" : ""}`;
    sheet.addRow([name, isRequired ? "是" : "", `${rule}${shown}`]).alignment = { wrapText: true, vertical: "top" };
  }
}
