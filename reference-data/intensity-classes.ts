import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

export type IntensityId = "slight" | "light" | "moderate" | "intense" | "very-intense" | "severe";

/** @zh 土壤侵蚀强度分级: one class of SL 190, its raster code and its colour on maps, charts and tables. */
export interface IntensityClass {
  readonly code: 1 | 2 | 3 | 4 | 5 | 6;
  readonly id: IntensityId;
  readonly zh: string;
  readonly en: string;
  readonly colour: `#${string}`;
  /** Whether the class counts as 水土流失面积 (轻度 upward). */
  readonly countsAsLoss: boolean;
}

/** Code of a cell without data in an intensity raster. */
export const INTENSITY_NO_DATA = 0;

/** The six classes in raising order. The colours are checked for colour-blind readers and for print. */
export const intensityClasses: readonly IntensityClass[] = [
  { code: 1, id: "slight", zh: "微度", en: "Slight", colour: "#d9efcf", countsAsLoss: false },
  { code: 2, id: "light", zh: "轻度", en: "Light", colour: "#fff3b0", countsAsLoss: true },
  { code: 3, id: "moderate", zh: "中度", en: "Moderate", colour: "#fdc35f", countsAsLoss: true },
  { code: 4, id: "intense", zh: "强烈", en: "Intense", colour: "#f48b3b", countsAsLoss: true },
  { code: 5, id: "very-intense", zh: "极强烈", en: "Very intense", colour: "#d7402b", countsAsLoss: true },
  { code: 6, id: "severe", zh: "剧烈", en: "Severe", colour: "#7f1734", countsAsLoss: true },
];

export function intensityClassOf(code: number): IntensityClass | undefined {
  return intensityClasses[code - 1];
}

/**
 * Upper limits of 轻度, 中度, 强烈 and 极强烈 in t/(km²·a); the upper limit of 微度 is the tolerable soil loss of the region.
 *
 * The edges: the standard prints “< tolerance” for 微度 and “> 15000” for 剧烈 and gives the classes between as ranges that
 * share their ends. A modulus equal to the tolerance is therefore 轻度, one equal to 15000 is 极强烈; for the shared ends between
 * (2500, 5000, 8000) the convention here is that the end belongs to the lower class, as “> 15000” has it for the last.
 */
export const intensityUpperLimits: ReferenceRow<readonly [number, number, number, number]> = referenceRow(
  [2500, 5000, 8000, 15000],
  `${sources.sl190}，界值见 ${sources.chinaXiv}`,
  "verified",
);

/** Mean annual loss of soil thickness in mm/a at the same limits, for field checks. */
export const intensityThicknessLimits: ReferenceRow<readonly [number, number, number, number]> = referenceRow(
  [1.9, 3.7, 5.9, 11.1],
  sources.sl190,
  "memory-high",
);
