import {
  type CellValue,
  isNothing,
  isSheetError,
  plainText,
  type Reading,
  readDate,
  readNumber,
} from "#platform/tables";
import type { ImportValue, TargetChoice, TargetField } from "./import-target.ts";

/** What is kept as text has room for a paragraph, not for a document that slipped into a cell. */
const MAXIMUM_CHARACTERS = 4000;
/** Whole numbers beyond this were rounded by the spreadsheet: identity numbers and 18-digit codes lose their end. */
const EXACT_DIGITS = 1e15;

/** A value of the file as the target field takes it; null where there is none. Required values are the caller's matter. */
export function convertValue(field: TargetField, given: unknown): Reading<ImportValue> {
  const value = cellOf(given);
  if (isSheetError(value)) {
    return fault(`公式有错（${String(value)}），请改正公式或填入值`, `the formula failed (${String(value)})`);
  }
  if (field.kind === "text") return readText(value);
  if (field.kind === "boolean") return readBoolean(value);
  if (isNothing(value)) return { value: null };
  switch (field.kind) {
    case "number":
      return readNumber(value, field.unit);
    case "integer":
      return readInteger(value, field.unit);
    case "date":
      return readDate(value);
    case "timestamp":
      return readTimestamp(value);
    case "choice":
    case "division":
    case "organisation":
      return readChoice(field, value);
  }
}

function cellOf(given: unknown): CellValue {
  if (given === null || given === undefined) return null;
  if (typeof given === "string" || typeof given === "number" || typeof given === "boolean") return given;
  if (typeof given === "bigint") return Number.isSafeInteger(Number(given)) ? Number(given) : String(given);
  return JSON.stringify(given);
}

function readText(value: CellValue): Reading<string | null> {
  if (typeof value === "number") {
    if (Number.isInteger(value) && Math.abs(value) >= EXACT_DIGITS) {
      return fault(
        "超过 15 位的数字已被 Excel 取整，请把单元格设为文本后重新填写",
        "numbers of more than 15 digits are rounded by Excel; format the cell as text and fill it in again",
      );
    }
    return { value: String(value) };
  }
  const text = value === null ? "" : String(value).trim();
  if (text.length > MAXIMUM_CHARACTERS) {
    return fault(
      `有 ${text.length} 字，超过 ${MAXIMUM_CHARACTERS} 字`,
      `it has ${text.length} characters, at most ${MAXIMUM_CHARACTERS} are kept`,
    );
  }
  if (text.includes("\0")) return fault("含有不可见的控制字符", "it holds control characters");
  return { value: text === "" ? null : text };
}

const YES = new Set(["是", "有", "true", "t", "yes", "y", "1", "√", "✓", "✔"]);
const NO = new Set(["否", "无", "没有", "false", "f", "no", "n", "0", "×", "✗", "x"]);

function readBoolean(value: CellValue): Reading<boolean | null> {
  const text = plainText(value).toLowerCase();
  if (YES.has(text)) return { value: true };
  if (NO.has(text)) return { value: false };
  return isNothing(value) ? { value: null } : fault("应填“是”或“否”", "write 是 (yes) or 否 (no)");
}

function readInteger(value: CellValue, unit: string | undefined): Reading<number> {
  const reading = readNumber(value, unit);
  if ("fault" in reading || Number.isSafeInteger(reading.value)) return reading;
  return fault("应为整数", "it should be a whole number");
}

/** Times without a zone are those of China, which has one zone and no summer time since 1991. */
function readTimestamp(value: CellValue): Reading<string> {
  const text = plainText(value);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return { value: text };
  const date = readDate(value);
  if ("fault" in date) return date;
  const time = /(?:T|\s)(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  const [hour, minute, second] = [time?.[1] ?? "0", time?.[2] ?? "00", time?.[3] ?? "00"];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return fault("时间不对", "there is no such time");
  return { value: `${date.value}T${hour.padStart(2, "0")}:${minute}:${second}+08:00` };
}

function readChoice(field: TargetField, value: CellValue): Reading<string> {
  const text = plainText(value);
  const choices = field.choices ?? [];
  if (choices.length === 0) return { value: text };
  const found = choiceOf(choices, text, field.kind !== "choice");
  if (found !== undefined) return { value: found.value };
  const shown = choices.slice(0, 8).map(({ labelZh }) => labelZh);
  const more = choices.length > shown.length ? `等 ${choices.length} 项` : "";
  return fault(
    `不在可选值中，应为：${shown.join("、")}${more}`,
    `it is none of the choices: ${choices
      .slice(0, 8)
      .map(({ labelEn }) => labelEn)
      .join(", ")}`,
  );
}

/** By value or label; a code that lost its leading zeros; for places also by the whole address or the short name. */
function choiceOf(choices: readonly TargetChoice[], text: string, isPlace: boolean): TargetChoice | undefined {
  const wanted = text.toLowerCase();
  const same = choices.find(({ value, labelZh, labelEn }) =>
    [value, labelZh, labelEn].some((name) => plainText(name).toLowerCase() === wanted),
  );
  if (same !== undefined) return same;
  const tests: ((choice: TargetChoice) => boolean)[] = [
    ({ value }) => /^\d+$/.test(text) && /^0+\d+$/.test(value) && Number(value) === Number(text),
  ];
  if (isPlace) {
    tests.push(({ labelZh }) => text.endsWith(labelZh));
    tests.push(({ labelZh }) => text.length >= 2 && labelZh.startsWith(text));
  }
  for (const fits of tests) {
    const [only, ...others] = choices.filter(fits);
    if (only !== undefined && others.length === 0) return only;
  }
  return undefined;
}

function fault(zh: string, en: string): { readonly fault: { readonly zh: string; readonly en: string } } {
  return { fault: { zh, en } };
}
