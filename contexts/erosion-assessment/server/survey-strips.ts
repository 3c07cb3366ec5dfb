import { computeErosionStrip, type ErosionStripOutputs } from "#engine/erosion";
import { DIRECTION_NO_DATA, type FlowAnalysis, LENGTH_UNITS_PER_SIDE } from "#engine/hydrology";
import type { KernelSession } from "#engine/kernels";
import type { CellAreas } from "#engine/projections";
import { type Grid, windowsByRows } from "#engine/rasters";
import { ZonalErosion } from "#engine/zonal-statistics";
import type { SurveyConfig } from "../model/index.ts";
import { FactorLayers, type SurveyFactors } from "./factor-layers.ts";
import type { SurveyLayerWriters } from "./survey-outputs/layer-writers.ts";

export interface SurveyStripsInput {
  readonly session: KernelSession;
  readonly grid: Grid;
  readonly cellAreas: CellAreas;
  readonly stripCells: number;
  readonly slopeTangent: Float32Array;
  readonly flow: FlowAnalysis;
  readonly factors: SurveyFactors;
  readonly config: SurveyConfig;
  /** Zone of each cell, 0 outside all; undefined where the survey has one zone. */
  readonly zoneOfCell: Uint16Array | undefined;
  readonly zoneCount: number;
  readonly writers: SurveyLayerWriters;
  readonly interruption: AbortSignal;
}

export interface SurveyStripsResult {
  /** Class codes of all cells, 0 where there is no result. */
  readonly intensity: Uint8Array;
  readonly zonal: ZonalErosion;
}

/** Rows of a strip: as many whole rows as fit, at least one. */
export function rowsPerStrip(grid: Grid, stripCells: number): number {
  return Math.max(1, Math.floor(stripCells / grid.columns));
}

/**
 * Slope, L, S, the product and the class of all cells, strip by strip from north to south; each strip is written and
 * counted as it comes, so that memory does not grow with the area.
 */
export async function computeSurveyStrips(
  input: SurveyStripsInput,
  advance: (fraction: number) => void,
): Promise<SurveyStripsResult> {
  const { session, grid, flow, config } = input;
  const rows = rowsPerStrip(grid, input.stripCells);
  const mark = session.mark();
  const layers = new FactorLayers(session, input.factors, rows * grid.columns);
  const buffers = newOutputs(session, rows * grid.columns);
  const lengths = new Float32Array(rows * grid.columns);
  const intensity = new Uint8Array(grid.columns * grid.rows);
  const zonal = new ZonalErosion(input.zoneCount, input.cellAreas);

  for (const window of windowsByRows(grid, rows)) {
    input.interruption.throwIfAborted();
    const first = window.row * grid.columns;
    const last = first + window.columns * window.rows;
    const outputs = outputsOf(buffers, last - first);
    computeErosionStrip(
      session,
      {
        slopeTangent: input.slopeTangent.subarray(first, last),
        slopeLength: flow.slopeLength.subarray(first, last),
        direction: flow.direction.subarray(first, last),
        accumulation: flow.accumulation.subarray(first, last),
        ...(await layers.read(window)),
      },
      outputs,
      {
        shape: { cellWidth: grid.cellWidth, cellHeight: grid.cellHeight },
        maximumMetres: config.slopeLength.maximumMetres,
        thetaMaxDegrees: config.slopeLength.thetaMaxDegrees,
        toleranceModulus: config.tolerance,
        method: config.slopeLength.method,
      },
    );
    intensity.set(outputs.intensity, first);
    zonal.addRows(window, input.zoneOfCell?.subarray(first, last), outputs.intensity, outputs.erosionModulus);
    metresOfLengths(flow.slopeLength.subarray(first, last), flow.direction.subarray(first, last), input, lengths);
    await input.writers.writeStrip({ outputs, factors: layers, slopeLengthMetres: lengths.subarray(0, last - first) });
    advance((window.row + window.rows) / grid.rows);
  }
  session.release(mark);
  return { intensity, zonal };
}

/** Slope lengths as they enter L: in metres, not above the cap. */
function metresOfLengths(
  slopeLength: Uint32Array,
  direction: Uint8Array,
  { grid, config }: SurveyStripsInput,
  metres: Float32Array,
): void {
  const metresPerUnit = Math.max(grid.cellWidth, grid.cellHeight) / LENGTH_UNITS_PER_SIDE;
  const { maximumMetres } = config.slopeLength;
  for (let cell = 0; cell < slopeLength.length; cell++) {
    metres[cell] =
      direction[cell] === DIRECTION_NO_DATA ? Number.NaN : Math.min(slopeLength[cell]! * metresPerUnit, maximumMetres);
  }
}

function newOutputs(session: KernelSession, cells: number): ErosionStripOutputs {
  return {
    slopeDegrees: session.allocate("float32", cells),
    slopeLengthFactor: session.allocate("float32", cells),
    slopeSteepnessFactor: session.allocate("float32", cells),
    lengthSteepness: session.allocate("float32", cells),
    erosionModulus: session.allocate("float32", cells),
    intensity: session.allocate("uint8", cells),
  };
}

function outputsOf(buffers: ErosionStripOutputs, cells: number): ErosionStripOutputs {
  return {
    slopeDegrees: buffers.slopeDegrees.subarray(0, cells),
    slopeLengthFactor: buffers.slopeLengthFactor.subarray(0, cells),
    slopeSteepnessFactor: buffers.slopeSteepnessFactor.subarray(0, cells),
    lengthSteepness: buffers.lengthSteepness.subarray(0, cells),
    erosionModulus: buffers.erosionModulus.subarray(0, cells),
    intensity: buffers.intensity.subarray(0, cells),
  };
}
