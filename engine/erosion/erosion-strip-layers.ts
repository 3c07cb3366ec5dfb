import { erosionModulus } from "#engine/quantities";
import { intensityOf } from "./erosion-intensity.ts";

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
  /** Cells that drain through the cell, with itself: for `desmet-govers` only. */
  readonly accumulation?: Uint32Array | undefined;
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

/** What a method has found for one cell; the sine and length are not rounded yet. */
export interface CellRelief {
  /** As stored. */
  readonly degrees: number;
  readonly length: number;
  readonly steepness: number;
}

/** Multiplies and stores one cell, in the order of the kernel. */
export function storeCell(
  inputs: ErosionStripInputs,
  outputs: ErosionStripOutputs,
  cell: number,
  { degrees, length, steepness }: CellRelief,
  toleranceModulus: number,
): void {
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
  outputs.slopeDegrees[cell] = withOneNaN(degrees);
  outputs.slopeLengthFactor[cell] = withOneNaN(length);
  outputs.slopeSteepnessFactor[cell] = withOneNaN(steepness);
  outputs.lengthSteepness[cell] = withOneNaN(length * steepness);
  outputs.erosionModulus[cell] = withOneNaN(modulus);
  outputs.intensity[cell] = intensityOf(erosionModulus(modulus), erosionModulus(toleranceModulus));
}

/** Computed NaNs may differ in bits that no number shows, but a hash of the layer does. */
function withOneNaN(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value;
}

function valueAt(layer: FactorLayer, cell: number): number {
  return typeof layer === "number" ? layer : layer[cell]!;
}
