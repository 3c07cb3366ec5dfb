import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/** @zh 耕作措施因子 T of one zone of the national crop-rotation division; null where the figure is not known. */
export interface TillageZone extends ReferenceRow<number | null> {
  readonly id: string;
  readonly levelOneZh: string | null;
  readonly zh: string;
  readonly note?: string;
}

export const tillageZones: readonly TillageZone[] = [
  {
    id: "northern-xinjiang-irrigated",
    levelOneZh: "西北干旱灌溉一熟兼二熟区",
    zh: "北疆灌溉一熟填闲区",
    ...referenceRow(0.281, sources.chinaXiv, "verified"),
  },
  {
    id: "shandong-hills",
    levelOneZh: null,
    zh: "山东丘陵水浇地二熟旱坡地花生棉花一熟区",
    note: "区名待核，T 值未查到：须从标准录入后方可用于正式成果",
    ...referenceRow(null, "全国轮作制度区划", "memory-medium"),
  },
];

/**
 * Stands in for the T of Shandong until the figure is entered from the standard. Demonstration only: every result that it
 * acts on is marked 演示.
 */
export const demonstrationTillage: ReferenceRow<number> = referenceRow(0.4, "演示值，非标准数值", "demonstration");
