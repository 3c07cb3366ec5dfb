import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { TerraceError } from "#errors";

export interface TableRow {
  /** Line in the file, from 1, for messages. */
  readonly line: number;
  /** By header, trimmed; a missing cell is the empty string. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * A CSV file with a header line. UTF-8 (with or without byte order mark) or GB18030; comma, semicolon or tab.
 * `columns` names the columns that must be there, each with other spellings accepted for it; a name that ends in `?` may be
 * absent. Cells are handed out under the name, without the `?`.
 *
 * @throws TerraceError `table-missing`, `table-unreadable`, `table-column-missing`, `table-empty`
 */
export async function readTable(path: string, columns: Readonly<Record<string, readonly string[]>>): Promise<Table> {
  const file = basename(path);
  const text = decode(await readBytes(path, file));
  const records = parseRecords(text, file);
  const header = records[0]?.record.map((name) => name.trim()) ?? [];
  const positions = Object.entries(columns).map(([name, spellings]) => {
    const accepted = [name.replace(/\?$/, ""), ...spellings].map((spelling) => spelling.toLowerCase());
    return { name, spellings, position: header.findIndex((title) => accepted.includes(title.toLowerCase())) };
  });
  const required = positions.filter(({ name, position }) => position < 0 && !name.endsWith("?"));
  if (required.length > 0) throw missingColumns(file, header, required);
  const rows = records.slice(1).map(({ record, line }) => ({
    line,
    cells: Object.fromEntries(
      positions.map(({ name, position }) => [
        name.replace(/\?$/, ""),
        position < 0 ? "" : (record[position] ?? "").trim(),
      ]),
    ),
  }));
  if (rows.length === 0) throw emptyTable(file);
  return { file, columns: header, rows };
}

/**
 * A cell as a number.
 * @throws TerraceError `table-cell-not-a-number` with line and column
 */
export function numberCell(table: Table, row: TableRow, column: string): number {
  const text = row.cells[column] ?? "";
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) return value;
  throw new TerraceError({
    code: "table-cell-not-a-number",
    userMessage: `${table.file} 第 ${row.line} 行 ${column} 列应为数字，实为“${text}”。请改正这一格后重新运行。`,
    message: `${table.file} line ${row.line}, column ${column}: expected a number, got "${text}".`,
    details: { file: table.file, line: row.line, column, text },
  });
}

async function readBytes(path: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new TerraceError({
      code: "table-missing",
      userMessage: `读不到表格文件 ${file}。请检查路径 ${path} 是否存在、是否有读取权限。`,
      message: `Cannot read the table ${path}.`,
      details: { path },
      cause,
    });
  }
}

/** Spreadsheets in China save CSV as GB18030 unless told otherwise; valid UTF-8 is never taken for it by chance. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return iconv.decode(bytes, "gb18030");
    throw cause;
  }
}

function parseRecords(text: string, file: string): { record: string[]; line: number }[] {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return (parsed as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      record,
      line: info.lines,
    }));
  } catch (cause) {
    throw new TerraceError({
      code: "table-unreadable",
      userMessage: `${file} 不是可读的 CSV 表格：${cause instanceof Error ? cause.message : ""}。请另存为 CSV（逗号分隔）后重试。`,
      message: `${file} is not a readable CSV table.`,
      details: { file },
      cause,
    });
  }
}

function missingColumns(
  file: string,
  header: readonly string[],
  missing: readonly { name: string; spellings: readonly string[] }[],
): TerraceError {
  const wanted = missing.map(({ name, spellings }) => [name, ...spellings].join(" / "));
  return new TerraceError({
    code: "table-column-missing",
    userMessage: `${file} 第 1 行表头缺少列 ${wanted.join("、")}；现有列：${header.join("、") || "无"}。请补上该列或改正列名。`,
    message: `${file} lacks the columns ${wanted.join(", ")}; it has ${header.join(", ") || "none"}.`,
    details: { file, missing: wanted, header },
  });
}

function emptyTable(file: string): TerraceError {
  return new TerraceError({
    code: "table-empty",
    userMessage: `${file} 只有表头，没有数据行。请检查导出是否完整。`,
    message: `${file} has a header but no rows.`,
    details: { file },
  });
}
