import { type Confidence, type ReferenceRow, sources } from "./reference-row.ts";

/** What the screening of a survey asks of a cell. */
export type ScreeningThresholdId =
  | "steep-cropland"
  | "steep-orchard"
  | "sloping-cropland-1"
  | "sloping-cropland-2"
  | "sloping-cropland-3"
  | "cover-decline-ratio"
  | "cover-decline-step"
  | "smallest-patch";

/**
 * @zh 筛查门槛
 * A dated value from which on a cell, or a patch of cells, is taken.
 */
export interface ScreeningThreshold extends ReferenceRow<number> {
  readonly id: ScreeningThresholdId;
  readonly zh: string;
  readonly en: string;
  /** `°`, `m²`; null for a ratio. */
  readonly unit: string | null;
}

function threshold(
  id: ScreeningThresholdId,
  [zh, en]: readonly [zh: string, en: string],
  value: number,
  unit: string | null,
  origin: { readonly source: string; readonly confidence: Confidence; readonly validFrom: string | null },
): ScreeningThreshold {
  return { id, zh, en, value, unit, validTo: null, ...origin };
}

const LAW = "《中华人民共和国水土保持法》";
const IN_FORCE = "2011-03-01";
const gradesOfSlopes = {
  source: `${sources.sl190}面蚀分级表“坡耕地”行`,
  confidence: "memory-high",
  validFrom: null,
} as const;
const ours = { source: sources.design, confidence: "design", validFrom: "2026-11-24" } as const;

/**
 * 禁垦坡度 and the other limits of a screening. The law speaks of land “二十五度以上”, which includes 25°; a province or a county may
 * draw a lower limit, which then is a row of its own with its date.
 */
export const screeningThresholds: readonly ScreeningThreshold[] = [
  threshold("steep-cropland", ["禁止开垦坡度（耕地）", "Slope on which crops are banned"], 25, "°", {
    source: `${LAW}第四十九条`,
    confidence: "verified",
    validFrom: IN_FORCE,
  }),
  threshold("steep-orchard", ["陡坡地种植经济林", "Steep land under orchards"], 25, "°", {
    source: `${LAW}第二十条；区县禁垦公告通例（jncq.gov.cn）`,
    confidence: "memory-high",
    validFrom: IN_FORCE,
  }),
  threshold("sloping-cropland-1", ["坡耕地 5°～8°", "Sloping cropland 5°–8°"], 5, "°", gradesOfSlopes),
  threshold("sloping-cropland-2", ["坡耕地 8°～15°", "Sloping cropland 8°–15°"], 8, "°", gradesOfSlopes),
  threshold("sloping-cropland-3", ["坡耕地 15°～25°", "Sloping cropland 15°–25°"], 15, "°", gradesOfSlopes),
  // On grass B grows by 1.7 where the cover falls from 60 to 50 %, on forest less: about ten points of cover and more.
  threshold("cover-decline-ratio", ["B 因子增大倍数", "B grown to so many times"], 1.5, null, ours),
  threshold("cover-decline-step", ["B 因子增大量", "B grown by"], 0.02, null, ours),
  threshold("smallest-patch", ["最小图斑", "Smallest patch"], 1000, "m²", ours),
];

/** The row of an id that holds on a day (ISO). */
export function screeningThresholdOn(id: ScreeningThresholdId, day: string): ScreeningThreshold | undefined {
  return screeningThresholds.find(
    (row) =>
      row.id === id && (row.validFrom === null || row.validFrom <= day) && (row.validTo === null || row.validTo >= day),
  );
}
