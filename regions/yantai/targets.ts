import type { ReferenceRow } from "#reference-data";

/** @zh 实施方案的目标 */
export interface Target {
  readonly id: "conservation-rate" | "newly-treated-area" | "clean-watersheds";
  readonly nameZh: string;
  readonly nameEn: string;
  /** Unit of `target.value`: a ratio of 0–1, km², or a count. */
  readonly unit: "ratio" | "km²" | "count";
  /** Calendar year by whose end it is to be reached. */
  readonly byYear: number;
  readonly target: ReferenceRow<number>;
  /** 新增治理面积 is gross work done; it must never be set against the net change of 水土流失面积. */
  readonly noteZh: string | null;
}

const PLAN = "烟政办字〔2024〕68号《关于加强新时代水土保持工作的实施方案》";
const ISSUED = "2024-09-13";

function clause(value: number, item: string, validTo: string | null): ReferenceRow<number> {
  return { value, source: `${PLAN}${item}`, confidence: "verified", validFrom: ISSUED, validTo };
}

/** The plan's figures, each with its clause. */
export const targets: readonly Target[] = [
  {
    id: "conservation-rate",
    nameZh: "水土保持率",
    nameEn: "Conservation rate",
    unit: "ratio",
    byYear: 2025,
    target: clause(0.718, "第三部分第7条", "2025-12-31"),
    noteZh: null,
  },
  {
    id: "conservation-rate",
    nameZh: "水土保持率",
    nameEn: "Conservation rate",
    unit: "ratio",
    byYear: 2035,
    target: clause(0.8027, "第三部分第7条", "2035-12-31"),
    noteZh: null,
  },
  {
    id: "newly-treated-area",
    nameZh: "“十四五”期间新增水土流失治理面积",
    nameEn: "Newly treated area, 2021–2025",
    unit: "km²",
    byYear: 2025,
    target: clause(975, "第三部分第7条", "2025-12-31"),
    noteZh: "治理工程量的累计，不等于水土流失面积的减少，不得同轴比较。",
  },
  {
    id: "clean-watersheds",
    nameZh: "建成生态清洁小流域",
    nameEn: "Clean watersheds completed",
    unit: "count",
    byYear: 2027,
    target: clause(10, "第三部分第8条", "2027-12-31"),
    noteZh: null,
  },
];

/** @zh 重点区域：水土流失集中分布区（方案第三部分第8条） */
export const focusDivisions: ReferenceRow<readonly string[]> = {
  value: ["370687", "370686", "370612", "370682"],
  source: `${PLAN}第三部分第8条`,
  confidence: "verified",
  validFrom: ISSUED,
  validTo: null,
};

/** @zh “一脊、两带、七廊、多点”中有名称的部分（方案第一部分第2条） */
export const conservationPattern: ReferenceRow<{
  readonly ridge: readonly string[];
  readonly coastalBelts: readonly string[];
  readonly riverCorridors: readonly string[];
}> = {
  value: {
    ridge: ["昆嵛山", "艾山", "牙山"],
    coastalBelts: ["北部滨海防护林", "南部滨海防护林"],
    riverCorridors: ["大沽夹河", "五龙河", "黄水河", "大沽河", "王河", "界河", "辛安河"],
  },
  source: `${PLAN}第一部分第2条`,
  confidence: "verified",
  validFrom: ISSUED,
  validTo: null,
};
