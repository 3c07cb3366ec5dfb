import type { SurveySummary } from "#contexts/erosion-assessment/model";

export interface TargetGap {
  readonly year: number;
  /** Percent with two decimals, as the plan gives it. */
  readonly targetPercent: number;
  /** Rate minus target in percentage points; negative is short of it. */
  readonly points: number;
  /** The area that the points stand for, km²: always positive. */
  readonly areaKm2: number;
  readonly isReached: boolean;
}

/**
 * How far a survey's 水土保持率 is from each target, earliest target first. The points are the difference of the two
 * published percentages; the area comes from exact cm², not from the rounded rate. Empty where there is no rate.
 */
export function targetGaps(summary: Pick<SurveySummary, "targets" | "total">): TargetGap[] {
  const { total } = summary;
  const rate = total.conservationRatePercent;
  if (rate === null) return [];
  return [...summary.targets]
    .sort((a, b) => a.year - b.year)
    .map((target) => {
      const targetPercent = Math.round(target.rate * 10_000) / 100;
      const points = Math.round((rate - targetPercent) * 100) / 100;
      const conserved = total.classSquareCentimetres.slight;
      const needed = target.rate * total.areaSquareCentimetres;
      return {
        year: target.year,
        targetPercent,
        points,
        areaKm2: Math.abs(conserved - needed) / 1e10,
        isReached: points >= 0,
      };
    });
}
