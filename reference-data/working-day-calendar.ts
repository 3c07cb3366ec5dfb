import { type ReferenceRow, referenceRow } from "./reference-row.ts";

/** Days off from `from` to `to`, both included (ISO days in China). */
export interface Holiday {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly from: string;
  readonly to: string;
}

/** @zh 工作日历: how one year differs from Monday to Friday. */
export interface WorkingDayYearValue {
  readonly year: number;
  /** False where the State Council has not yet announced the year: only the days that the 办法 itself gives are known. */
  readonly isAnnounced: boolean;
  readonly holidays: readonly Holiday[];
  /** @zh 调休工作日: Saturdays and Sundays on which offices work. */
  readonly workingWeekendDays: readonly string[];
}

const NAMES = {
  元旦: "New Year",
  春节: "Spring Festival",
  清明节: "Qingming Festival",
  劳动节: "Labour Day",
  端午节: "Dragon Boat Festival",
  中秋节: "Mid-Autumn Festival",
  国庆节: "National Day",
  国庆节和中秋节: "National Day and Mid-Autumn Festival",
} as const;

function holiday(nameZh: keyof typeof NAMES, from: string, to: string = from): Holiday {
  return { nameZh, nameEn: NAMES[nameZh], from, to };
}

function announced(
  year: number,
  source: string,
  holidays: readonly Holiday[],
  workingWeekendDays: readonly string[],
): ReferenceRow<WorkingDayYearValue> {
  return {
    ...referenceRow({ year, isAnnounced: true, holidays, workingWeekendDays }, source, "verified"),
    validFrom: `${year}-01-01`,
    validTo: `${year}-12-31`,
  };
}

/**
 * The years, each as the State Council's notice arranges it; Saturdays and Sundays beside a holiday are not repeated.
 * 2024 to 2026 were read in the text of the notices. 2027 had no notice when this was written: its row holds the 13 days of
 * the 办法 (amended 2024-11-10), with 除夕 on 5 February (the new moon of 6 February 2027 is at 23:56 in Beijing: programs
 * that place it in the next day give a wrong Spring Festival) and 清明 on 5 April. The days given back for those that fall on a
 * weekend, and the 调休, come with the notice: until then everything that this row decides shows 待核.
 */
export const workingDayCalendar: readonly ReferenceRow<WorkingDayYearValue>[] = [
  announced(
    2024,
    "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）",
    [
      holiday("元旦", "2024-01-01"),
      holiday("春节", "2024-02-10", "2024-02-17"),
      holiday("清明节", "2024-04-04", "2024-04-06"),
      holiday("劳动节", "2024-05-01", "2024-05-05"),
      holiday("端午节", "2024-06-10"),
      holiday("中秋节", "2024-09-15", "2024-09-17"),
      holiday("国庆节", "2024-10-01", "2024-10-07"),
    ],
    ["2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"],
  ),
  announced(
    2025,
    "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
    [
      holiday("元旦", "2025-01-01"),
      holiday("春节", "2025-01-28", "2025-02-04"),
      holiday("清明节", "2025-04-04", "2025-04-06"),
      holiday("劳动节", "2025-05-01", "2025-05-05"),
      holiday("端午节", "2025-05-31", "2025-06-02"),
      holiday("国庆节和中秋节", "2025-10-01", "2025-10-08"),
    ],
    ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
  ),
  announced(
    2026,
    "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
    [
      holiday("元旦", "2026-01-01", "2026-01-03"),
      holiday("春节", "2026-02-15", "2026-02-23"),
      holiday("清明节", "2026-04-04", "2026-04-06"),
      holiday("劳动节", "2026-05-01", "2026-05-05"),
      holiday("端午节", "2026-06-19", "2026-06-21"),
      holiday("中秋节", "2026-09-25", "2026-09-27"),
      holiday("国庆节", "2026-10-01", "2026-10-07"),
    ],
    ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  ),
  {
    ...referenceRow(
      {
        year: 2027,
        isAnnounced: false,
        holidays: [
          holiday("元旦", "2027-01-01"),
          holiday("春节", "2027-02-05", "2027-02-08"),
          holiday("清明节", "2027-04-05"),
          holiday("劳动节", "2027-05-01", "2027-05-02"),
          holiday("端午节", "2027-06-09"),
          holiday("中秋节", "2027-09-15"),
          holiday("国庆节", "2027-10-01", "2027-10-03"),
        ],
        workingWeekendDays: [],
      },
      "《全国年节及纪念日放假办法》（2024年11月10日修订）第二条；2027年的调休安排尚未公布",
      "memory-medium",
    ),
    validFrom: "2027-01-01",
    validTo: "2027-12-31",
  },
];
