import { log } from "#engine/reproducible-maths";
import { type CsleFactors, csleSoilLoss } from "./csle.ts";

/** Contribution of each factor to the change of soil loss, t/(hm²·a); the seven and `undivided` add up to the change. */
export interface FactorChange {
  readonly R: number;
  readonly K: number;
  readonly L: number;
  readonly S: number;
  readonly B: number;
  readonly E: number;
  readonly T: number;
  /** The whole change where one of the two products is zero: a product has no logarithm there and nothing can be divided. */
  readonly undivided: number;
}

const letters = ["R", "K", "L", "S", "B", "E", "T"] as const;
const names = [
  "rainfallErosivity",
  "soilErodibility",
  "slopeLengthFactor",
  "slopeSteepnessFactor",
  "biologicalMeasuresFactor",
  "engineeringMeasuresFactor",
  "tillageMeasuresFactor",
] as const satisfies readonly (keyof CsleFactors)[];

/**
 * Splits the change between two years by factor with the logarithmic mean Divisia index: each factor x contributes
 * Λ(A₂, A₁)·ln(x₂/x₁), where Λ is the logarithmic mean (A₂ − A₁)/ln(A₂/A₁). The parts add up without a remainder, because the
 * loss is a pure product (Ang 2004, Energy Policy 32).
 */
export function factorChange(before: CsleFactors, after: CsleFactors): FactorChange {
  const lossBefore = csleSoilLoss(before);
  const lossAfter = csleSoilLoss(after);
  const change: Record<keyof FactorChange, number> = { R: 0, K: 0, L: 0, S: 0, B: 0, E: 0, T: 0, undivided: 0 };
  if (!(lossBefore > 0 && lossAfter > 0)) {
    change.undivided = lossAfter - lossBefore;
    return change;
  }
  const mean = logarithmicMean(lossBefore, lossAfter);
  names.forEach((name, index) => {
    change[letters[index]!] = mean * log(after[name] / before[name]);
  });
  return change;
}

/** (b − a)/ln(b/a), and a where the two are equal. Both > 0. */
export function logarithmicMean(a: number, b: number): number {
  const ratio = b / a;
  const difference = ratio - 1;
  // Near 1 the quotient loses digits: its series 1 + d/2 − d²/12 + d³/24 is exact to 10⁻¹⁵ there.
  if (Math.abs(difference) < 1e-4) {
    return a * (1 + difference * (0.5 + difference * (-1 / 12 + difference / 24)));
  }
  return (b - a) / log(ratio);
}
