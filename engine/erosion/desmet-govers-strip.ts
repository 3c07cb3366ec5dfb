import { atan, DEGREES_PER_RADIAN, sineOfDegrees } from "#engine/reproducible-maths";
import { desmetGoversLengthFactor, rillExponent, rusleSteepness } from "./desmet-govers.ts";
import { type ErosionStripInputs, type ErosionStripOutputs, storeCell } from "./erosion-strip-layers.ts";
import { checkStripRules, type ErosionStripRules } from "./erosion-strip-rules.ts";

/**
 * The strip with L after Desmet and Govers 1996 in place of the segment form: the contributing area of D8 in m², the exponent from
 * the ratio of rill to interrill erosion, x = 1 along and √2 across the cells, and the S of RUSLE. For comparison with other tools
 * only: lengths are neither cut nor capped, and flow that gathers in valleys makes L far greater than any slope would.
 */
export function computeDesmetGoversStrip(
  inputs: ErosionStripInputs,
  outputs: ErosionStripOutputs,
  rules: ErosionStripRules,
): void {
  checkStripRules(rules);
  const { accumulation } = inputs;
  if (accumulation === undefined) throw new RangeError("desmet-govers needs the flow accumulation");
  const { shape, thetaMaxDegrees, toleranceModulus } = rules;
  const cellArea = shape.cellWidth * shape.cellHeight;
  const cellSize = Math.sqrt(cellArea);
  const maximumSine = thetaMaxDegrees === undefined ? 1 : sineOfDegrees(thetaMaxDegrees);

  for (let cell = 0; cell < inputs.slopeTangent.length; cell += 1) {
    const tangent = inputs.slopeTangent[cell]!;
    const degrees = Math.fround(atan(tangent) * DEGREES_PER_RADIAN);
    const sine = Math.min(tangent / Math.sqrt(1 + tangent * tangent), maximumSine);
    const width = flowWidthRatios[inputs.direction[cell]!]!;
    const inletArea = (accumulation[cell]! - 1) * cellArea;
    const length = desmetGoversLengthFactor(inletArea, cellSize, rillExponent(sine), width);
    storeCell(inputs, outputs, cell, { degrees, length, steepness: rusleSteepness(sine) }, toleranceModulus);
  }
}

/** |sin α| + |cos α| of each direction code; an outlet as along the cells. */
const flowWidthRatios: Float64Array = new Float64Array(256).fill(Number.NaN);
for (const code of [0, 1, 4, 16, 64]) flowWidthRatios[code] = 1;
for (const code of [2, 8, 32, 128]) flowWidthRatios[code] = Math.SQRT2;
