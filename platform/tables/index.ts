export {
  isNothing,
  isSheetError,
  plainText,
  type Reading,
  readCoordinate,
  readDate,
  readNumber,
} from "./cell-values.ts";
export type { CellValue, DataRow, DataTable } from "./data-table.ts";
export { readDelimited } from "./read-delimited.ts";
export { numberCell, readTable, type Table, type TableRow } from "./read-table.ts";
export { loadWorkbook, readWorkbook } from "./read-workbook.ts";
