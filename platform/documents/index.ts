export { type BarSeries, type StackedBarChart, stackedBarChart } from "./bar-chart.ts";
export { escapeHtml, type Html, type HtmlContent, html } from "./html.ts";
export type { OfficialDocument, OfficialPart, OfficialTable } from "./official-content.ts";
export { writeOfficialDocument } from "./official-document.ts";
export { type ProvenanceEntry, provenanceSheet } from "./provenance-sheet.ts";
export { type ReportPage, reportPage } from "./report-page.ts";
export {
  definitionList,
  figure,
  pngImage,
  type ReportColumn,
  type ReportTable,
  section,
  table,
} from "./report-pieces.ts";
export type { CellContent, NumberFormat, PrintedHeader, Sheet, SheetColumn, SheetRow } from "./sheet.ts";
export { writeWorkbook } from "./workbook.ts";
