import ExcelJS from "exceljs";
import type { ImportFinding, ImportSessionView } from "./http-contract.ts";

const FONT = "宋体";
const STATES: Readonly<Record<ImportSessionView["state"], string>> = {
  inspecting: "正在读取",
  deciding: "待处理，没有写入",
  ready: "可以写入，还没有写入",
  committed: "已全部写入",
  abandoned: "已放弃，没有写入",
};
const SEVERITIES: Readonly<Record<ImportFinding["severity"], string>> = {
  refused: "不能导入",
  repaired: "已修复",
  warning: "提醒",
};

/** What was found in an import and what became of it, for the sender and for the file. */
export async function reportWorkbook(
  view: ImportSessionView,
  findings: readonly ImportFinding[],
): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Terrace 智慧水保";
  addSummary(workbook.addWorksheet("概要"), view, findings.length);
  addFindings(workbook.addWorksheet("问题清单"), view, findings);
  addMapping(workbook.addWorksheet("字段对应"), view);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addSummary(sheet: ExcelJS.Worksheet, view: ImportSessionView, kept: number): void {
  sheet.columns = [{ width: 22 }, { width: 80 }];
  sheet.addRow(["导入报告"]).font = { name: FONT, size: 14, bold: true };
  const { outcome, preview } = view;
  const found = outcome === null ? 0 : outcome.refusedCount + outcome.repairedCount + outcome.warningCount;
  const hectares = (squareMetres: number | null | undefined) =>
    squareMetres === null || squareMetres === undefined ? "—" : `${(squareMetres / 10_000).toFixed(4)} hm²`;
  const lines: readonly (readonly [string, string])[] = [
    ["导入到", view.targetTitleZh],
    ["提供单位", view.sender ?? "—"],
    ["文件", view.fileName],
    ["大小", `${view.sizeBytes} 字节`],
    ["SHA-256", view.sha256],
    ["图层或工作表", preview.layer ?? "—"],
    ["文字编码", preview.encoding ?? "—"],
    [
      "坐标系",
      preview.crs === null ? "—" : `${preview.crs}${preview.axes === "north-east" ? "（北坐标在前，已交换）" : ""}`,
    ],
    ["状态", STATES[view.state]],
    ["文件中的记录", String(preview.rowCount)],
    [view.state === "committed" ? "写入的记录" : "可写入的记录", outcome === null ? "—" : String(outcome.rowCount)],
    ["因重复未导入", outcome === null ? "—" : String(outcome.leftOutCount)],
    ["不能导入的问题", outcome === null ? "—" : String(outcome.refusedCount)],
    ["已修复的问题", outcome === null ? "—" : String(outcome.repairedCount)],
    ["提醒", outcome === null ? "—" : String(outcome.warningCount)],
    ["填报面积合计", hectares(outcome?.statedAreaSquareMetres)],
    ["椭球面积合计", hectares(outcome?.computedAreaSquareMetres)],
    ["导入人", view.createdBy ?? "—"],
    ["上传时间", localTime(view.createdAt)],
    ["写入时间", view.committedAt === null ? "—" : localTime(view.committedAt)],
  ];
  for (const line of lines) sheet.addRow([...line]).getCell(1).font = { name: FONT, bold: true };
  if (found > kept) sheet.addRow(["说明", `问题共 ${found} 处，清单只列出 ${kept} 处。`]);
  if (preview.obstacle !== null) sheet.addRow(["尚待决定", preview.obstacle.zh]);
  for (const { zh } of preview.notes) sheet.addRow(["说明", zh]);
  sheet.getColumn(2).alignment = { wrapText: true, vertical: "top" };
}

function addFindings(sheet: ExcelJS.Worksheet, view: ImportSessionView, findings: readonly ImportFinding[]): void {
  const labels = new Map(view.targetView.fields.map(({ name, labelZh }) => [name, labelZh]));
  sheet.columns = [
    { header: "类别", width: 10 },
    { header: "行", width: 8 },
    { header: "要素或记录", width: 12 },
    { header: "文件中的列", width: 16 },
    { header: "字段", width: 16 },
    { header: "经度", width: 14, style: { numFmt: "0.000000" } },
    { header: "纬度", width: 14, style: { numFmt: "0.000000" } },
    { header: "问题", width: 90 },
    { header: "代码", width: 26 },
  ];
  sheet.views = [{ state: "frozen", ySplit: 1 }];
  sheet.getRow(1).font = { name: FONT, bold: true };
  for (const { severity, line, row, sourceField, field, place, zh, kind } of findings) {
    const name = field === null ? null : (labels.get(field) ?? field);
    sheet.addRow([
      SEVERITIES[severity],
      line,
      row,
      sourceField,
      name,
      place?.[0] ?? null,
      place?.[1] ?? null,
      zh,
      kind,
    ]);
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: findings.length + 1, column: 9 } };
}

function addMapping(sheet: ExcelJS.Worksheet, view: ImportSessionView): void {
  const grounds = { decided: "导入人选定", remembered: "沿用上次", "same-name": "同名", alias: "别名", none: "" };
  sheet.columns = [
    { header: "字段", width: 24 },
    { header: "文件中的列", width: 24 },
    { header: "依据", width: 16 },
    { header: "统一的值", width: 24 },
  ];
  sheet.getRow(1).font = { name: FONT, bold: true };
  for (const { name, labelZh } of view.targetView.fields) {
    const mapped = view.mapping.find(({ field }) => field === name);
    sheet.addRow([
      labelZh,
      mapped?.sourceField ?? "",
      grounds[mapped?.ground ?? "none"],
      view.decisions.constants?.[name] ?? "",
    ]);
  }
}

/** Moments as a clock in China shows them. */
function localTime(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
