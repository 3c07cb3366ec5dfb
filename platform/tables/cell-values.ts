import type { CellValue } from "./data-table.ts";

/** A value read from a cell, or why it cannot be; `zh` completes a sentence about the cell. */
export type Reading<T> = { readonly value: T } | { readonly fault: { readonly zh: string; readonly en: string } };

/** Full-width digits and letters as plain ones, `²` as 2, and no blanks around. */
export function plainText(value: CellValue): string {
  return value === null ? "" : String(value).normalize("NFKC").replaceAll("\u00a0", " ").trim();
}

/** What people write into a cell that has no value. */
const NOTHING = new Set(["", "-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "null", "none", "nil"]);

export function isNothing(value: CellValue): boolean {
  return value === null || NOTHING.has(plainText(value).toLowerCase());
}

/** What a spreadsheet shows for a formula that failed. */
const SHEET_ERRORS = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|GETTING_DATA)$/i;

export function isSheetError(value: CellValue): boolean {
  return typeof value === "string" && SHEET_ERRORS.test(value.trim());
}

/** Units by what they measure, each with its size; written as NFKC leaves them. */
const UNITS: Readonly<Record<string, readonly [dimension: string, size: number]>> = {
  ...dimension("area", {
    m2: 1,
    平方米: 1,
    平米: 1,
    hm2: 10_000,
    ha: 10_000,
    公顷: 10_000,
    km2: 1_000_000,
    平方公里: 1_000_000,
    平方千米: 1_000_000,
    亩: 2000 / 3,
    万亩: 20_000_000 / 3,
  }),
  ...dimension("length", {
    m: 1,
    米: 1,
    km: 1000,
    公里: 1000,
    千米: 1000,
    cm: 0.01,
    厘米: 0.01,
    mm: 0.001,
    毫米: 0.001,
  }),
  ...dimension("volume", {
    m3: 1,
    立方米: 1,
    方: 1,
    立方: 1,
    万m3: 10_000,
    万立方米: 10_000,
    万方: 10_000,
    亿m3: 100_000_000,
    亿立方米: 100_000_000,
  }),
  ...dimension("money", { 元: 1, 万元: 10_000, 亿元: 100_000_000 }),
  ...dimension("mass", { kg: 1, 千克: 1, 公斤: 1, t: 1000, 吨: 1000, 万t: 10_000_000, 万吨: 10_000_000 }),
  ...dimension("ratio", { "%": 0.01, "‰": 0.001 }),
  ...dimension("angle", { "°": 1, 度: 1 }),
  ...dimension("count", { 个: 1, 株: 1, 棵: 1, 座: 1, 处: 1, 户: 1, 人: 1, 条: 1, 块: 1, 台: 1, 套: 1, 眼: 1 }),
};

function dimension(name: string, sizes: Readonly<Record<string, number>>): Record<string, readonly [string, number]> {
  return Object.fromEntries(Object.entries(sizes).map(([unit, size]) => [unit, [name, size] as const]));
}

function unitOf(text: string): readonly [dimension: string, size: number] | undefined {
  return UNITS[text] ?? UNITS[text.toLowerCase()];
}

/**
 * A number as people write it: `３．５`, `1,234.5`, `3.5公顷`. A unit is converted to that of the field.
 * @param unit of the field, as shown beside its label; undefined where it has none
 */
export function readNumber(value: CellValue, unit: string | undefined): Reading<number> {
  if (typeof value === "number") return { value };
  const text = plainText(value).replace(/[−–]/g, "-");
  const match = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:e[+-]?\d+)?|[+-]?\.\d+)\s*(.*)$/i.exec(text);
  const written = match?.[2]?.trim() ?? "";
  const number = match === null ? Number.NaN : Number(match[1]!.replaceAll(",", ""));
  if (/^[约大概≈]|\d\s*(~|至|-)\s*\d/.test(text)) {
    return fault("是约数或范围，请填一个确定的数字", "it is a range or about something; give one number");
  }
  if (!Number.isFinite(number)) return fault("不是数字", "it is not a number");
  if (written === "") return { value: number };
  const from = unitOf(written);
  if (from === undefined)
    return fault(`数字后面的“${written}”不是认识的单位`, `"${written}" behind the number is no known unit`);
  const plainUnit = unit === undefined ? undefined : plainText(unit);
  const to = plainUnit === undefined ? undefined : unitOf(plainUnit);
  if (from[0] === "count" && (to === undefined || to[0] === "count")) return { value: number };
  if (to === undefined || to[0] !== from[0]) {
    const wanted =
      unit === undefined
        ? ["不带单位的数字", "a number without a unit"]
        : [`以 ${unit} 为单位的数字`, `a number in ${unit}`];
    return fault(`单位“${written}”不对，应为${wanted[0]}`, `the unit "${written}" is wrong; give ${wanted[1]}`);
  }
  // Twelve digits: 3.5 公顷 is 0.035 km², not 0.035000000000000003.
  return { value: Number(((number * from[1]) / to[1]).toPrecision(12)) };
}

/** Days of the spreadsheet calendar that dates of our records can be: 1954-10-03 … 2119-01-13. */
const SERIAL_DAYS = { from: 20_000, to: 80_000 };
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);

/**
 * A date as people and spreadsheets write it: `2024-01-31`, `2024年1月31日`, `2024.1.31`, `20240131`, the day number 45322.
 * @returns `2024-01-31`
 */
export function readDate(value: CellValue): Reading<string> {
  const text = plainText(value);
  const number = typeof value === "number" || /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= SERIAL_DAYS.from && number < SERIAL_DAYS.to) {
    return { value: new Date(SERIAL_EPOCH + Math.floor(number) * 86_400_000).toISOString().slice(0, 10) };
  }
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}:\d{2}.*)?$/.exec(text);
  if (match === null) {
    return /^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text)
      ? fault("缺少日，应写到某年某月某日", "the day is missing")
      : fault("不是日期，应如 2024-01-31", "it is not a date; write 2024-01-31");
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year <= 2200;
  return isReal ? { value: date.toISOString().slice(0, 10) } : fault("不是真实的日期", "there is no such day");
}

/** Longitude, latitude or a plane coordinate: a number, or degrees, minutes and seconds (`121°30′15.5″E`, `北纬37度5分`). */
export function readCoordinate(value: CellValue): Reading<number> {
  if (typeof value === "number") return { value };
  const text = plainText(value)
    .replace(/^(东经|北纬|经度|纬度|[EN])[:：\s]*/i, "")
    .replace(/\s*[EN]$/i, "")
    .trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return { value: Number(text) };
  const match =
    /^(\d{1,3})\s*[°度]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′‘’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″“”秒]|''|′′)?\s*)?)?$/.exec(
      text,
    );
  if (match !== null) {
    const [degrees, minutes, seconds] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
    if (minutes < 60 && seconds < 60) return { value: degrees + minutes / 60 + seconds / 3600 };
  }
  const number = readNumber(value, "m");
  return "value" in number ? number : fault("不是坐标", "it is not a coordinate");
}

function fault(zh: string, en: string): { readonly fault: { readonly zh: string; readonly en: string } } {
  return { fault: { zh, en } };
}
