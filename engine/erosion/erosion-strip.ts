import type { KernelSession } from "#engine/kernels";
import { sineOfDegrees } from "#engine/reproducible-maths";
import { computeDesmetGoversStrip } from "./desmet-govers-strip.ts";
import { intensityLimits } from "./erosion-intensity.ts";
import type { ErosionStripInputs, ErosionStripOutputs } from "./erosion-strip-layers.ts";
import { checkStripRules, type ErosionStripRules, stepsByDirection } from "./erosion-strip-rules.ts";
import { computeErosionStripTwin } from "./erosion-strip-twin.ts";
import { slopeSteepnessConstants } from "./slope-steepness.ts";

/**
 * Slope, L, S, the product and its class for a strip of cells, in one pass of the kernel. All arrays are in the session's memory.
 * The method `desmet-govers` has no kernel; it runs in TypeScript at about a tenth of the speed.
 * Every value is computed in f64 in a fixed order and rounded once; angles are compared after they are rounded to what is
 * stored, so that the pieces of S and m follow from the slope map itself.
 * @throws TerraceError `tolerance-invalid`
 */
export function computeErosionStrip(
  session: KernelSession,
  inputs: ErosionStripInputs,
  outputs: ErosionStripOutputs,
  rules: ErosionStripRules,
): void {
  checkStripRules(rules);
  if (rules.method === "desmet-govers") {
    computeDesmetGoversStrip(inputs, outputs, rules);
    return;
  }
  if (inputs.slopeTangent.length < 2) {
    // The kernel works on pairs.
    computeErosionStripTwin(inputs, outputs, rules);
    return;
  }
  const mark = session.mark();
  const { shape, maximumMetres, thetaMaxDegrees, toleranceModulus } = rules;
  const layers = [inputs.erosivity, inputs.erodibility, inputs.biological, inputs.engineering, inputs.tillage];
  const { gentle, middle, steep, middleFromDegrees, steepFromDegrees } = slopeSteepnessConstants;
  const parameters = session.allocate("float64", 32);
  parameters.set([
    Math.max(shape.cellWidth, shape.cellHeight) / 65536,
    maximumMetres ?? Number.POSITIVE_INFINITY,
    thetaMaxDegrees ?? 90,
    thetaMaxDegrees === undefined ? 1 : sineOfDegrees(thetaMaxDegrees),
    toleranceModulus,
    ...intensityLimits,
    gentle.factor,
    gentle.offset,
    middle.factor,
    middle.offset,
    steep.factor,
    steep.offset,
    middleFromDegrees,
    steepFromDegrees,
    ...layers.map((layer) => (typeof layer === "number" ? layer : 0)),
  ]);
  const steps = session.allocate("float64", 256);
  steps.set(stepsByDirection(shape));
  const pointers = session.allocate("uint32", 16);
  pointers.set([
    inputs.slopeTangent.byteOffset,
    inputs.slopeLength.byteOffset,
    inputs.direction.byteOffset,
    ...layers.map((layer) => (typeof layer === "number" ? 0 : layer.byteOffset)),
    outputs.slopeDegrees.byteOffset,
    outputs.slopeLengthFactor.byteOffset,
    outputs.slopeSteepnessFactor.byteOffset,
    outputs.lengthSteepness.byteOffset,
    outputs.erosionModulus.byteOffset,
    outputs.intensity.byteOffset,
  ]);
  session.exports.erosionStrip(
    pointers.byteOffset,
    parameters.byteOffset,
    steps.byteOffset,
    session.allocate("float64", 2 * 512).byteOffset,
    inputs.slopeTangent.length,
  );
  session.release(mark);
}
