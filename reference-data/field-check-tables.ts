import type { IntensityId } from "./intensity-classes.ts";
import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/** @zh 面蚀分级参考表: the class of sheet erosion by slope and cover, for field checks without a model. */
export interface SheetErosionRow extends ReferenceRow<readonly IntensityId[]> {
  /** Cover of trees and grass in percent, from (included) to (excluded); null for sloping cropland. */
  readonly coverPercent: readonly [from: number, to: number] | null;
}

/** Slope classes of `sheetErosionTable`, degrees: 5–8, 8–15, 15–25, 25–35, over 35. Below 5° and at 75 % cover or more: 微度. */
export const sheetErosionSlopes: readonly number[] = [5, 8, 15, 25, 35];

function sheet(coverPercent: SheetErosionRow["coverPercent"], ...classes: IntensityId[]): SheetErosionRow {
  return { coverPercent, ...referenceRow(classes, sources.sl190, "memory-high") };
}

export const sheetErosionTable: readonly SheetErosionRow[] = [
  sheet([60, 75], "light", "light", "light", "moderate", "moderate"),
  sheet([45, 60], "light", "light", "moderate", "moderate", "intense"),
  sheet([30, 45], "light", "moderate", "moderate", "intense", "very-intense"),
  sheet([0, 30], "moderate", "moderate", "intense", "very-intense", "severe"),
  sheet(null, "light", "moderate", "intense", "very-intense", "severe"),
];

/** Class of sheet erosion in the field; `coverPercent` is not used on cropland. */
export function sheetErosionClass(slopeDegrees: number, coverPercent: number, isOnCropland: boolean): IntensityId {
  if (slopeDegrees < 5 || (!isOnCropland && coverPercent >= 75)) return "slight";
  const column = sheetErosionSlopes.findLastIndex((from) => slopeDegrees >= from);
  const row = sheetErosionTable.find(({ coverPercent: range }) =>
    range === null ? isOnCropland : !isOnCropland && coverPercent >= range[0] && coverPercent < range[1],
  );
  return row!.value[column]!;
}

/** @zh 林草覆盖度分级: lower limits in percent of 中低, 中, 中高 and 高 (低 lies below the first). */
export const vegetationCoverLimits: ReferenceRow<readonly [number, number, number, number]> = referenceRow(
  [30, 45, 60, 75],
  sources.sl190,
  "memory-high",
);

/** @zh 坡度分级: upper limits in degrees of the slope classes in which areas are counted. */
export const slopeClassLimits: {
  readonly cropland: ReferenceRow<readonly number[]>;
  readonly orchardForestGrass: ReferenceRow<readonly number[]>;
} = {
  cropland: referenceRow([2, 6, 10, 15, 25], "淮北市水土保持规划（fx361.cc 2022/0903/14018862）", "verified"),
  orchardForestGrass: referenceRow([5, 8, 15, 25, 35], "淮北市水土保持规划（fx361.cc 2022/0903/14018862）", "verified"),
};
