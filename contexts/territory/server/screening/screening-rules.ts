import {
  isUnconfirmed,
  landUseOf,
  type ScreeningThreshold,
  type ScreeningThresholdId,
  screeningThresholdOn,
} from "#reference-data";
import { type ScreeningClassId, type ScreeningTopic, screeningClasses, screeningTopics } from "../../model/index.ts";

/** The limits of a screening as numbers, for the cells. */
export type ScreeningLimits = Readonly<Record<ScreeningThresholdId, number>>;

const IDS: readonly ScreeningThresholdId[] = [
  "steep-cropland",
  "steep-orchard",
  "sloping-cropland-1",
  "sloping-cropland-2",
  "sloping-cropland-3",
  "cover-decline-ratio",
  "cover-decline-step",
  "smallest-patch",
];

/** The rows in force on a day; one that is missing is a fault of the reference data. */
export function thresholdsOn(day: string): ReadonlyMap<ScreeningThresholdId, ScreeningThreshold> {
  return new Map(
    IDS.map((id) => {
      const row = screeningThresholdOn(id, day);
      if (row === undefined) throw new Error(`No screening threshold ${id} is in force on ${day}`);
      return [id, row];
    }),
  );
}

export function limitsOf(thresholds: ReadonlyMap<ScreeningThresholdId, ScreeningThreshold>): ScreeningLimits {
  return Object.fromEntries([...thresholds].map(([id, { value }]) => [id, value])) as unknown as ScreeningLimits;
}

const RULES: Readonly<Record<ScreeningClassId, readonly ScreeningThresholdId[]>> = {
  "steep-cropland": ["steep-cropland"],
  "steep-orchard": ["steep-orchard"],
  "sloping-5-8": ["sloping-cropland-1", "sloping-cropland-2"],
  "sloping-8-15": ["sloping-cropland-2", "sloping-cropland-3"],
  "sloping-15-25": ["sloping-cropland-3", "steep-cropland"],
  "vegetation-converted": [],
  "cover-declined": ["cover-decline-ratio", "cover-decline-step"],
};

/** The thresholds that make a class, as they are printed beside its patches. */
export function rulesOf(
  id: ScreeningClassId,
  thresholds: ReadonlyMap<ScreeningThresholdId, ScreeningThreshold>,
): { readonly text: string; readonly hasUnconfirmed: boolean } {
  const rows = RULES[id].flatMap((name) => thresholds.get(name) ?? []);
  if (rows.length === 0) return { text: "前次为林地或草地，本次不是", hasUnconfirmed: false };
  const text = rows.map(
    (row) => `${row.zh} ${row.value}${row.unit ?? ""}（${row.source}${isUnconfirmed(row) ? "，待核" : ""}）`,
  );
  return { text: text.join("；"), hasUnconfirmed: rows.some(isUnconfirmed) };
}

/** What is known of a cell; NaN and 0 where it is not. */
export interface CellFacts {
  readonly slopeDegrees: number;
  readonly landUse: number;
  readonly landUseBefore: number;
  readonly biologicalFactor: number;
  readonly biologicalFactorBefore: number;
}

const codeOf = Object.fromEntries(screeningClasses.map(({ id, code }) => [id, code])) as Readonly<
  Record<ScreeningClassId, number>
>;

/** Groups of land use by code, as an array: asked once a cell. */
const groups = Array.from({ length: 100 }, (_, code) => landUseOf(code)?.group);

/** The class code of a cell for a topic, 0 where it is not suspected. */
export function classifier(topic: ScreeningTopic, limits: ScreeningLimits): (cell: CellFacts) => number {
  switch (topic) {
    case "steep-land":
      return ({ slopeDegrees, landUse }) => {
        const group = groups[landUse];
        if (group === "cropland" && slopeDegrees >= limits["steep-cropland"]) return codeOf["steep-cropland"];
        return group === "orchard" && slopeDegrees >= limits["steep-orchard"] ? codeOf["steep-orchard"] : 0;
      };
    case "sloping-cropland":
      return ({ slopeDegrees, landUse }) => {
        if (groups[landUse] !== "cropland" || !(slopeDegrees < limits["steep-cropland"])) return 0;
        if (slopeDegrees >= limits["sloping-cropland-3"]) return codeOf["sloping-15-25"];
        if (slopeDegrees >= limits["sloping-cropland-2"]) return codeOf["sloping-8-15"];
        return slopeDegrees >= limits["sloping-cropland-1"] ? codeOf["sloping-5-8"] : 0;
      };
    case "vegetation-loss":
      return (cell) => {
        const [before, now] = [groups[cell.landUseBefore], groups[cell.landUse]];
        if (before !== "forest" && before !== "grassland") return 0;
        if (now === undefined) return 0;
        if (now !== "forest" && now !== "grassland") return codeOf["vegetation-converted"];
        const { biologicalFactor: b, biologicalFactorBefore: earlier } = cell;
        const hasDeclined = b >= earlier * limits["cover-decline-ratio"] && b - earlier >= limits["cover-decline-step"];
        return hasDeclined ? codeOf["cover-declined"] : 0;
      };
  }
}

/** What a survey can be screened for by its layers; a loss of vegetation needs an earlier one besides. */
export function topicsFor(layers: Readonly<Partial<Record<string, unknown>>>): readonly ScreeningTopic[] {
  if (layers["land-use"] === undefined || layers.zones === undefined) return [];
  return screeningTopics.filter((topic) => topic === "vegetation-loss" || layers.slope !== undefined);
}
