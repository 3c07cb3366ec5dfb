import type { KernelSession } from "#engine/kernels";
import { erosionModulus } from "#engine/quantities";
import { atan, DEGREES_PER_RADIAN, sineOfDegrees } from "#engine/reproducible-maths";
import { intensityLimits, intensityOf } from "./erosion-intensity.ts";
import { checkStripRules, type ErosionStripRules, stepsByDirection } from "./erosion-strip-rules.ts";
import { slopeLengthFactor } from "./slope-length-factor.ts";
import { slopeSteepnessConstants, slopeSteepnessOfSine } from "./slope-steepness.ts";

/** A factor: one number for all cells, or one a cell (NaN where there is none). */
export type FactorLayer = Float32Array | number;

/** All arrays hold the same cells, row by row. */
export interface ErosionStripInputs {
  /** Rise over run; NaN where there is no elevation. */
  readonly slopeTangent: Float32Array;
  /** λout of the cell in fixed point: 65536 = the longer side of a cell. */
  readonly slopeLength: Uint32Array;
  /** Flow direction in the codes of ESRI, 0 outlet, 255 no data. */
  readonly direction: Uint8Array;
  /** R, MJ·mm/(hm²·h·a). */
  readonly erosivity: FactorLayer;
  /** K, t·hm²·h/(hm²·MJ·mm). */
  readonly erodibility: FactorLayer;
  readonly biological: FactorLayer;
  readonly engineering: FactorLayer;
  readonly tillage: FactorLayer;
}

/** NaN (0 for the intensity) wherever an input that the value needs is missing. None may overlap an input. */
export interface ErosionStripOutputs {
  readonly slopeDegrees: Float32Array;
  readonly slopeLengthFactor: Float32Array;
  readonly slopeSteepnessFactor: Float32Array;
  readonly lengthSteepness: Float32Array;
  /** t/(km²·a). */
  readonly erosionModulus: Float32Array;
  /** 1 微度 … 6 剧烈, 0 no data: the class of the modulus as it is stored. */
  readonly intensity: Uint8Array;
}

/**
 * Slope, L, S, the product and its class for a strip of cells, in one pass of the kernel. All arrays are in the session's memory.
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

/** The readable twin of the kernel: the same bits, one cell after the other, arrays anywhere. */
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

    const modulus = Math.fround(
      valueAt(inputs.erosivity, cell) *
        valueAt(inputs.erodibility, cell) *
        length *
        steepness *
        valueAt(inputs.biological, cell) *
        valueAt(inputs.engineering, cell) *
        valueAt(inputs.tillage, cell) *
        100,
    );
    outputs.slopeDegrees[cell] = degrees;
    outputs.slopeLengthFactor[cell] = withOneNaN(length);
    outputs.slopeSteepnessFactor[cell] = withOneNaN(steepness);
    outputs.lengthSteepness[cell] = withOneNaN(length * steepness);
    outputs.erosionModulus[cell] = withOneNaN(modulus);
    outputs.intensity[cell] = intensityOf(erosionModulus(modulus), erosionModulus(toleranceModulus));
  }
}

/** Computed NaNs may differ in bits that no number shows, but a hash of the layer does. */
function withOneNaN(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value;
}

export function valueAt(layer: FactorLayer, cell: number): number {
  return typeof layer === "number" ? layer : layer[cell]!;
}
