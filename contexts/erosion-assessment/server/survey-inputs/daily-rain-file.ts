import type { DailyRain } from "#engine/erosion";
import { TerraceError } from "#errors";
import { numberCell, readTable, type Table, type TableRow } from "#platform/tables";

/** More rain in a day has never been measured on Earth (1825 mm, Réunion 1966, World Meteorological Organization). */
const GREATEST_DAILY_RAIN = 1825;

const COLUMNS = {
  date: ["日期", "day", "time"],
  rain_mm: [
    "precip_mm",
    "rain",
    "rainfall",
    "precipitation",
    "p",
    "雨量",
    "日雨量",
    "降雨量",
    "降水量",
    "日降水量",
    "雨量mm",
    "降水量mm",
  ],
  "missing_hours?": ["缺测小时"],
};

/**
 * Reads a daily rain file: `date,rain_mm`, dates as 2024-07-01, 2024/7/1 or 20240701, an empty cell for a missing day.
 *
 * @throws TerraceError `rain-date-unreadable`, `rain-date-repeated`, `rain-value-impossible` with the line, besides what
 * reading a table throws
 */
export async function readDailyRain(path: string): Promise<DailyRain[]> {
  const table = await readTable(path, COLUMNS);
  const lineOfDate = new Map<string, number>();
  return table.rows.map((row) => {
    const date = dateOf(table, row);
    const name = `${date.year}-${date.month}-${date.day}`;
    const earlier = lineOfDate.get(name);
    if (earlier !== undefined) throw repeatedDate(table, row, name, earlier);
    lineOfDate.set(name, row.line);
    return { date, rainMillimetres: rainOf(table, row), missingHours: missingHoursOf(table, row) };
  });
}

function dateOf(table: Table, row: TableRow): { readonly year: number; readonly month: number; readonly day: number } {
  const text = row.cells.date ?? "";
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?$/.exec(text);
  const [year, month, day] = (parts?.slice(1) ?? []).map(Number);
  if (year !== undefined && month !== undefined && day !== undefined && isDate(year, month, day))
    return { year, month, day };
  const isSerial = /^\d{5}(\.\d+)?$/.test(text);
  throw new TerraceError({
    code: "rain-date-unreadable",
    userMessage: isSerial
      ? `${table.file} 第 ${row.line} 行的日期是电子表格序号 ${text}。请把日期列设为 2024-07-01 这样的格式后另存。`
      : `${table.file} 第 ${row.line} 行的日期“${text}”无法识别。请写成 2024-07-01、2024/7/1 或 20240701。`,
    message: `${table.file} line ${row.line}: the date "${text}" is not readable; write 2024-07-01.`,
    details: { file: table.file, line: row.line, text },
  });
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function repeatedDate(table: Table, row: TableRow, date: string, earlier: number): TerraceError {
  return new TerraceError({
    code: "rain-date-repeated",
    userMessage: `${table.file} 第 ${row.line} 行的日期 ${date} 与第 ${earlier} 行重复。请删去其中一行。`,
    message: `${table.file} line ${row.line}: ${date} was already on line ${earlier}.`,
    details: { file: table.file, line: row.line, earlier },
  });
}

function rainOf(table: Table, row: TableRow): number | undefined {
  if ((row.cells.rain_mm ?? "") === "") return undefined;
  const millimetres = rainNumber(table, row);
  if (millimetres >= 0 && millimetres <= GREATEST_DAILY_RAIN) return millimetres;
  throw new TerraceError({
    code: "rain-value-impossible",
    userMessage: `${table.file} 第 ${row.line} 行的日雨量 ${millimetres} mm 不可能（应在 0–${GREATEST_DAILY_RAIN} 之间）。缺测请留空。`,
    message: `${table.file} line ${row.line}: a daily rain of ${millimetres} mm is impossible; leave missing days empty.`,
    details: { file: table.file, line: row.line, millimetres },
  });
}

function rainNumber(table: Table, row: TableRow): number {
  try {
    return numberCell(table, row, "rain_mm");
  } catch (cause) {
    if (!(cause instanceof TerraceError)) throw cause;
    const text = row.cells.rain_mm ?? "";
    throw new TerraceError({
      code: "rain-value-unreadable",
      userMessage: `${table.file} 第 ${row.line} 行的雨量“${text}”不是数字。缺测请留空，无雨请写 0。`,
      message: `${table.file} line ${row.line}: the rain "${text}" is not a number; leave missing days empty, write 0 for no rain.`,
      details: { file: table.file, line: row.line, text },
      cause,
    });
  }
}

function missingHoursOf(table: Table, row: TableRow): number {
  return (row.cells.missing_hours ?? "") === "" ? 0 : numberCell(table, row, "missing_hours");
}
