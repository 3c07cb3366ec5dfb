import { atan, DEGREES_PER_RADIAN, sineOfDegrees } from "#engine/reproducible-maths";
import { type ErosionStripInputs, type ErosionStripOutputs, storeCell } from "./erosion-strip-layers.ts";
import { checkStripRules, type ErosionStripRules, stepsByDirection } from "./erosion-strip-rules.ts";
import { slopeLengthFactor } from "./slope-length-factor.ts";
import { slopeSteepnessOfSine } from "./slope-steepness.ts";

/** The readable twin of the kernel (segment form): the same bits, one cell after the other, arrays anywhere. */
export function computeErosionStripTwin(
  inputs: ErosionStripInputs,
  outputs: ErosionStripOutputs,
  rules: ErosionStripRules,
): void {
  checkStripRules(rules);
  const { shape, thetaMaxDegrees, toleranceModulus } = rules;
  const metresPerUnit = Math.max(shape.cellWidth, shape.cellHeight) / 65536;
  const maximumMetres = rules.maximumMetres ?? Number.POSITIVE_INFINITY;
  const maximumDegrees = thetaMaxDegrees ?? 90;
  const maximumSine = thetaMaxDegrees === undefined ? 1 : sineOfDegrees(thetaMaxDegrees);
  const steps = stepsByDirection(shape);

  for (let cell = 0; cell < inputs.slopeTangent.length; cell += 1) {
    const tangent = inputs.slopeTangent[cell]!;
    const degrees = Math.fround(atan(tangent) * DEGREES_PER_RADIAN);
    const theta = Math.min(degrees, maximumDegrees);
    const sine = Math.min(tangent / Math.sqrt(1 + tangent * tangent), maximumSine);
    const steepness = slopeSteepnessOfSine(sine, theta);

    const lengthOut = Math.min(inputs.slopeLength[cell]! * metresPerUnit, maximumMetres);
    const lengthIn = Math.max(0, lengthOut - steps[inputs.direction[cell]!]!);
    const length = Number.isNaN(degrees) ? Number.NaN : slopeLengthFactor(lengthIn, lengthOut, theta);

    storeCell(inputs, outputs, cell, { degrees, length, steepness }, toleranceModulus);
  }
}
