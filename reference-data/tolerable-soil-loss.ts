import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

export type ErosionRegionId =
  | "northwest-loess-plateau"
  | "northeast-black-soil"
  | "northern-earth-rock-mountains"
  | "southern-red-soil-hills"
  | "southwest-earth-rock-mountains";

/** @zh 容许土壤流失量 of one water-erosion region of SL 190; the value in t/(km²·a). */
export interface TolerableSoilLoss extends ReferenceRow<number> {
  readonly id: ErosionRegionId;
  readonly zh: string;
  readonly en: string;
}

function region(id: ErosionRegionId, zh: string, en: string, value: number): TolerableSoilLoss {
  return { id, zh, en, ...referenceRow(value, sources.sl190, "memory-high") };
}

export const tolerableSoilLosses: readonly TolerableSoilLoss[] = [
  region("northwest-loess-plateau", "西北黄土高原区", "Loess Plateau of the north-west", 1000),
  region("northeast-black-soil", "东北黑土区", "Black-soil region of the north-east", 200),
  region("northern-earth-rock-mountains", "北方土石山区", "Earth-rock mountains of the north", 200),
  region("southern-red-soil-hills", "南方红壤丘陵区", "Red-soil hills of the south", 500),
  region("southwest-earth-rock-mountains", "西南土石山区", "Earth-rock mountains of the south-west", 500),
];

export function tolerableSoilLossOf(id: ErosionRegionId): TolerableSoilLoss {
  return tolerableSoilLosses.find((row) => row.id === id)!;
}
