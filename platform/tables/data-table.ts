/** What a cell holds. Dates come as `2024-01-31`, with a time as `2024-01-31T08:30:00`: a spreadsheet knows no time zone. */
export type CellValue = string | number | boolean | null;

export interface DataRow {
  /** Line of the sheet or the file, from 1. */
  readonly line: number;
  /** By column, as many as there are fields. */
  readonly values: readonly CellValue[];
}

/** A heading and the rows beneath it, from a sheet or a text file. */
export interface DataTable {
  readonly name: string;
  readonly fields: readonly string[];
  /** Column of each field in the sheet, from 1: columns without a heading are left out. */
  readonly columns: readonly number[];
  /** The last line of the heading, from 1. */
  readonly headingLine: number;
  readonly rows: readonly DataRow[];
  /** Lines of totals (合计, 小计), which are no data. */
  readonly totalLines: readonly number[];
}

/** One line of cells; a cell of a merged range has the value of the range in `merged`, the others are null. */
export interface GridLine {
  readonly cells: readonly CellValue[];
  /** For each cell, which merged range it belongs to; null where none. */
  readonly merges: readonly (MergedRange | null)[];
}

export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A heading is looked for in these first lines: titles, units and the date of filling stand above it. */
const SEARCHED_LINES = 12;

const TOTAL = /^(合\s*计|小\s*计|总\s*计|累\s*计|total)[:：]?$/i;

/**
 * Finds the heading of a sheet and hands out the rows beneath it. A title merged over the whole width is passed over; a
 * heading of several lines (坐标 over 经度 and 纬度) becomes one name for each column.
 * @returns undefined where the sheet has no heading
 */
export function tableOfGrid(name: string, lines: readonly GridLine[]): DataTable | undefined {
  const top = headingLineOf(lines);
  if (top === undefined) return undefined;
  const merges = lines[top]!.merges;
  const bottom = Math.max(top, ...merges.map((range) => (range === null || range.top !== top ? top : range.bottom)));
  const isTwoLined = bottom === top && merges.some((range) => range !== null && range.right > range.left);
  const last = Math.min(isTwoLined ? top + 1 : bottom, lines.length - 1);
  const names = headingNames(lines, top, last);
  const columns = names.flatMap((heading, i) => (heading === "" ? [] : [i]));
  if (columns.length === 0) return undefined;
  const rows: DataRow[] = [];
  const totalLines: number[] = [];
  for (let i = last + 1; i < lines.length; i++) {
    const cells = columns.map((column) => valueAt(lines, i, column));
    if (cells.every((cell) => cell === null || cell === "")) continue;
    const label = cells.find((cell) => cell !== null && cell !== "");
    if (typeof label === "string" && TOTAL.test(label)) totalLines.push(i + 1);
    else rows.push({ line: i + 1, values: cells });
  }
  return {
    name,
    fields: unique(columns.map((column) => names[column]!)),
    columns: columns.map((column) => column + 1),
    headingLine: last + 1,
    rows,
    totalLines,
  };
}

/** The first line that is nearly as full of different short texts as any of the first. */
function headingLineOf(lines: readonly GridLine[]): number | undefined {
  const scores = lines.slice(0, SEARCHED_LINES).map(({ cells, merges }, line) => {
    const texts = cells.filter(
      (cell, i) =>
        typeof cell === "string" && cell.length <= 60 && Number.isNaN(Number(cell)) && !isBelow(merges[i], line),
    );
    const hasNumbers = cells.some((cell) => typeof cell === "number");
    return hasNumbers ? 0 : new Set(texts).size;
  });
  const best = Math.max(0, ...scores);
  if (best === 0) return undefined;
  // A merged upper line has fewer texts than the line beneath it.
  const index = scores.findIndex((score, i) => score >= Math.max(1, best * 0.5) && !isTitle(lines[i]!));
  return index < 0 ? undefined : index;
}

function isBelow(range: MergedRange | null | undefined, line: number): boolean {
  return range !== null && range !== undefined && range.top < line;
}

/** One text over the whole width. */
function isTitle({ cells, merges }: GridLine): boolean {
  const filled = cells.flatMap((cell, i) => (cell === null || cell === "" ? [] : [i]));
  const [only] = filled;
  if (filled.length !== 1 || only === undefined) return false;
  const range = merges[only] ?? null;
  return cells.length > 1 && (range !== null || cells.length > 2);
}

function headingNames(lines: readonly GridLine[], top: number, last: number): string[] {
  const width = Math.max(...lines.slice(top, last + 1).map(({ cells }) => cells.length));
  const paths = Array.from({ length: width }, (_, column) => {
    const path: string[] = [];
    for (let line = top; line <= last; line++) {
      const value = valueAt(lines, line, column);
      const text = value === null ? "" : String(value).replace(/\s+/g, "");
      if (text !== "" && path.at(-1) !== text) path.push(text);
    }
    return path;
  });
  const ends = paths.map((path) => path.at(-1) ?? "");
  return paths.map((path, i) => {
    const isRepeated = ends.some((end, j) => j !== i && end === ends[i]);
    return isRepeated && path.length > 1 ? path.join("") : ends[i]!;
  });
}

/** A merged range has one value, which all of its cells mean. */
function valueAt(lines: readonly GridLine[], line: number, column: number): CellValue {
  const range = lines[line]?.merges[column] ?? null;
  const value = range === null ? lines[line]?.cells[column] : lines[range.top]?.cells[range.left];
  return value ?? null;
}

function unique(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; used.has(own); n++) own = `${name}_${n}`;
    used.add(own);
    return own;
  });
}
