import { type ReferenceRow, referenceRow } from "./reference-row.ts";

export type MeasureGroupId = "vegetation" | "engineering" | "tillage";

/** @zh 水土保持措施分类: one measure, its group and its code (null where only the name is known). */
export interface MeasureCode extends ReferenceRow<string | null> {
  readonly group: MeasureGroupId;
  readonly zh: string;
}

const SOURCE = "水土保持措施分类（普查与动态监测用）";

function measures(group: MeasureGroupId, ...rows: (readonly [code: string | null, zh: string])[]): MeasureCode[] {
  return rows.map(([code, zh]) => ({ group, zh, ...referenceRow(code, SOURCE, "memory-medium") }));
}

/** To be checked before data are exchanged with the province or the ministry. */
export const measureCodes: readonly MeasureCode[] = [
  ...measures(
    "vegetation",
    ["0101", "造林"],
    ["010101", "乔木林"],
    ["010102", "灌木林"],
    ["010103", "乔灌混交林"],
    ["0102", "经果林"],
    ["0103", "人工种草"],
    ["0104", "封育"],
    ["0105", "飞播"],
    ["0106", "四旁植树及植物篱"],
  ),
  ...measures(
    "engineering",
    ["0201", "梯田"],
    ["020101", "土坎水平梯田"],
    ["020102", "石坎水平梯田"],
    ["020103", "坡式梯田"],
    ["020104", "隔坡梯田"],
    ["0202", "地埂（软埝）"],
    ["0203", "水平阶"],
    ["0204", "水平沟"],
    ["0205", "鱼鳞坑"],
    ["0206", "大型果树坑"],
    ["0207", "沟道工程"],
    ["0208", "小型蓄排引水工程"],
  ),
  ...measures(
    "tillage",
    [null, "等高耕作"],
    [null, "等高沟垄"],
    [null, "垄作区田"],
    [null, "穴状种植"],
    [null, "抗旱丰产沟"],
    [null, "中耕培垄"],
    [null, "草田轮作"],
    [null, "间作套种"],
    [null, "横坡带状间作"],
    [null, "绿肥"],
    [null, "留茬少耕"],
    [null, "免耕"],
    [null, "轮作"],
  ),
];
