import { parse } from "csv-parse/sync";
import { TerraceError } from "#errors";
import { type DataTable, tableOfGrid } from "./data-table.ts";

const MAXIMUM_FIELD_CHARACTERS = 1_000_000;

/**
 * The table of a text file with comma, semicolon or tab. All values are text.
 * @param name of the file, for messages
 * @throws TerraceError `table-unreadable`, `table-empty`
 */
export function readDelimited(name: string, text: string): DataTable {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = [",", "\t", ";", "，"].toSorted(
    (a, b) => firstLine.split(b).length - firstLine.split(a).length,
  )[0]!;
  const lines: { cells: string[]; merges: null[] }[] = [];
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAXIMUM_FIELD_CHARACTERS,
    });
    for (const { record, info } of records as { record: string[]; info: { lines: number } }[]) {
      // A value with line breaks stands on several lines; the last is where the parser is.
      while (lines.length < info.lines - 1) lines.push({ cells: [], merges: [] });
      lines.push({ cells: record, merges: record.map(() => null) });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TerraceError({
      code: "table-unreadable",
      userMessage: `${name} 不是可读的 CSV 表格：${reason}。请另存为 CSV（逗号分隔）后重试。`,
      message: `${name} is not a readable CSV table: ${reason}.`,
      details: { file: name },
      cause,
    });
  }
  const table = tableOfGrid(name, lines);
  if (table !== undefined && table.rows.length > 0) return table;
  throw new TerraceError({
    code: "table-empty",
    userMessage: `${name} 没有表头或没有数据行。请检查导出是否完整。`,
    message: `${name} has no heading or no rows. Check that the export is complete.`,
    details: { file: name },
  });
}
