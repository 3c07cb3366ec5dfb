import { TerraceError } from "#errors";
import { intensityLimits } from "./erosion-intensity.ts";

export interface ErosionStripRules {
  /** Size of a cell on the ground, m. */
  readonly shape: { readonly cellWidth: number; readonly cellHeight: number };
  /** λ is cut to this, m: λout = min(λout, cap), λin = max(0, λout − step). Undefined: no cap. */
  readonly maximumMetres: number | undefined;
  /** Steeper slopes count as this steep in L and S; the slope map itself is not capped. */
  readonly thetaMaxDegrees?: number | undefined;
  /** T₀, t/(km²·a): below it 微度. */
  readonly toleranceModulus: number;
}

/** @throws TerraceError `tolerance-invalid` where T₀ is not above 0 and within 轻度 */
export function checkStripRules({ toleranceModulus }: ErosionStripRules): void {
  if (toleranceModulus > 0 && toleranceModulus <= intensityLimits[0]) return;
  throw new TerraceError({
    code: "tolerance-invalid",
    userMessage: `容许土壤流失量 ${toleranceModulus} t/(km²·a) 无效，须大于 0 且不超过轻度上限 ${intensityLimits[0]}。北方土石山区为 200。`,
    message: `A tolerable soil loss of ${toleranceModulus} t/(km²·a) is not valid: it must be above 0 and at most ${intensityLimits[0]}. The northern earth-rock mountains have 200.`,
    details: { toleranceModulus },
  });
}

/**
 * Length of the step across a cell, m, by direction code: its width for E and W, height for N and S, diagonal between, the longer
 * side for an outlet; NaN for 255 and all other codes. In whole units of the fixed point of `slopeLength`, as the hydrology
 * kernels step, so that λout − step gives back λin exactly.
 */
export function stepsByDirection({ cellWidth, cellHeight }: ErosionStripRules["shape"]): Float64Array {
  const unit = Math.max(cellWidth, cellHeight);
  const metres = (length: number) => Math.round((length / unit) * 65536) * (unit / 65536);
  const diagonal = metres(Math.sqrt(cellWidth * cellWidth + cellHeight * cellHeight));
  const steps = new Float64Array(256).fill(Number.NaN);
  steps[0] = unit;
  for (const code of [1, 16]) steps[code] = metres(cellWidth);
  for (const code of [4, 64]) steps[code] = metres(cellHeight);
  for (const code of [2, 8, 32, 128]) steps[code] = diagonal;
  return steps;
}
