import { lengthSteps, lengthToMetres, stepOf } from "#engine/hydrology";
import { TerraceError } from "#errors";
import { intensityLimits } from "./erosion-intensity.ts";

export interface ErosionStripRules {
  /** Size of a cell on the ground, m. */
  readonly shape: { readonly cellWidth: number; readonly cellHeight: number };
  /** λ is cut to this, m: λout = min(λout, cap), λin = max(0, λout − step). Undefined: no cap. */
  readonly maximumMetres: number | undefined;
  /** How L (and S with it) is found; `segment`, that of the CSLE, unless said otherwise. */
  readonly method?: "segment" | "desmet-govers" | undefined;
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

const DIRECTION_CODES = [0, 1, 2, 4, 8, 16, 32, 64, 128] as const;

/**
 * Length of the step across a cell, m, by direction code; NaN for 255 and all that is no direction. In the whole units of
 * `slopeLength`, as the hydrology kernels step, so that λout − step gives back λin.
 */
export function stepsByDirection(shape: ErosionStripRules["shape"]): Float64Array {
  const whole = { ...shape, columns: 1, rows: 1 };
  const fixedPoint = lengthSteps(whole);
  const steps = new Float64Array(256).fill(Number.NaN);
  for (const code of DIRECTION_CODES) steps[code] = lengthToMetres(stepOf(code, fixedPoint), whole);
  return steps;
}
