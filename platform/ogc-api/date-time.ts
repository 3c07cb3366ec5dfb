import { parameterInvalid } from "./ogc-errors.ts";

/** Days of China, both included; null where it is open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_IN_CHINA = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/**
 * `datetime` as the standard has it: a moment or an interval of RFC 3339, with `..` or nothing for an open end. Days are taken too,
 * because records are kept by the day.
 * @throws TerraceError `parameter-invalid`
 */
export function parseDateTime(text: string): DayRange {
  const fail = (zh: string, en: string) => parameterInvalid("datetime", text, zh, en);
  const day = (part: string): string => {
    const moment = new Date(DAY.test(part) ? `${part}T00:00:00Z` : part);
    if ((!MOMENT.test(part) && !DAY.test(part)) || Number.isNaN(moment.getTime())) {
      throw fail(
        "应为 2026-11-24T08:00:00Z 这样的时刻、日期，或以 / 分开的区间",
        "it takes a moment of RFC 3339, a day, or two with / between",
      );
    }
    return DAY.test(part) ? part : DAY_IN_CHINA.format(moment);
  };
  const parts = text.split("/");
  if (parts.length === 1) {
    const only = day(text);
    return { from: only, to: only };
  }
  if (parts.length > 2) throw fail("区间只有两端", "an interval has two ends");
  const [from, to] = parts.map((part) => (part === "" || part === ".." ? null : day(part))) as [
    string | null,
    string | null,
  ];
  if (from === null && to === null) throw fail("区间至少要有一端", "an interval has at least one end");
  if (from !== null && to !== null && from > to) throw fail("起点晚于终点", "it ends before it begins");
  return { from, to };
}
