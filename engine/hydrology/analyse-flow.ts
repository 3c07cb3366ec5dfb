import { CELLS_PER_CALL, inPieces, type KernelSession } from "#engine/kernels";
import type { TerrainShape } from "#engine/terrain";
import { guardCells } from "./flow-arena.ts";
import { LONGEST_LENGTH, lengthSteps, lengthToFixedPoint } from "./length-fixed-point.ts";
import type { SlopeLengthRules } from "./slope-length.ts";

export type FlowStage = "fill" | "directions" | "flats" | "accumulation";

export interface FlowAnalysisOptions {
  /** A byte a cell, in the session's memory, not zero where no slope length comes in. */
  readonly barriers?: Uint8Array;
  /** Called as the work goes on; `fraction` of the stage rises from 0 to 1. */
  readonly onStage?: (stage: FlowStage, fraction: number) => void;
}

/** All arrays lie in the session's memory, `columns * rows` cells. */
export interface FlowAnalysis {
  /** Metres, without depressions; NaN where there is none. */
  readonly filled: Float32Array;
  /** ESRI codes, 0 outlet, 255 no data. */
  readonly direction: Uint8Array;
  /** Cells upstream, itself included; 0 where there is no data. */
  readonly accumulation: Uint32Array;
  /** Fixed point, see `length-fixed-point.ts`; 0 where there is no data. */
  readonly slopeLength: Uint32Array;
  /** Cells that the filling raised. */
  readonly filledCells: number;
  /** Cells without a lower neighbour and not at an outlet. */
  readonly flatCells: number;
}

/**
 * Filled surface, flow directions, accumulation and slope length of one grid.
 *
 * @param elevation metres, NaN where there is none, in the session's memory; overwritten by the filled surface
 * @param slopeTangent of the elevation as surveyed (`slopeTangentKernel`), in the session's memory
 */
export function analyseFlow(
  session: KernelSession,
  elevation: Float32Array,
  slopeTangent: Float32Array,
  shape: TerrainShape,
  rules: SlopeLengthRules,
  options: FlowAnalysisOptions = {},
): FlowAnalysis {
  const { columns, rows } = shape;
  const cells = columns * rows;
  const guard = guardCells(columns);
  const guarded = session.allocate("uint8", cells + 2 * guard);
  const direction = guarded.subarray(guard, guard + cells);
  const accumulation = session.allocate("uint32", cells);
  const slopeLength = session.allocate("uint32", cells);
  const mark = session.mark();
  guarded.subarray(0, guard).fill(OUTLET_INSIDE_KERNELS);
  guarded.subarray(guard + cells).fill(OUTLET_INSIDE_KERNELS);

  const report = options.onStage ?? (() => undefined);
  const filledCells = fill(session, elevation, direction, accumulation, slopeLength, shape, (f) => report("fill", f));
  session.release(mark);
  const flatCells = direct(session, elevation, direction, shape, (f) => report("directions", f));
  resolveFlats(session, elevation, direction, slopeLength, shape, flatCells, (f) => report("flats", f));
  const arrays = { direction, accumulation, slopeLength, slopeTangent, barriers: options.barriers };
  accumulate(session, arrays, shape, rules, (f) => report("accumulation", f));
  return { filled: elevation, direction, accumulation, slopeLength, filledCells, flatCells };
}

/** `OUTLET` of `assembly/direction-code.ts`: guards with it take no part in any kernel. */
const OUTLET_INSIDE_KERNELS = 8;

type Progress = (fraction: number) => void;

function fill(
  session: KernelSession,
  elevation: Float32Array,
  closed: Uint8Array,
  traceQueue: Uint32Array,
  depressionQueue: Uint32Array,
  shape: TerrainShape,
  progress: Progress,
): number {
  const kernels = session.exports;
  const heapEntries = session.allocate("float64", elevation.length);
  progress(0);
  kernels.fillBegin(
    elevation.byteOffset,
    closed.byteOffset,
    shape.columns,
    shape.rows,
    heapEntries.byteOffset,
    traceQueue.byteOffset,
    depressionQueue.byteOffset,
  );
  while (kernels.fillContinue(CELLS_PER_CALL) === 0) progress(kernels.fillDoneCells() / elevation.length);
  progress(1);
  return kernels.fillRaisedCells();
}

function direct(
  session: KernelSession,
  filled: Float32Array,
  direction: Uint8Array,
  shape: TerrainShape,
  progress: Progress,
): number {
  const { columns, rows, cellWidth, cellHeight } = shape;
  let flatCells = 0;
  inPieces(rows, columns, (firstRow, endRow) => {
    progress(firstRow / rows);
    flatCells += session.exports.flowDirectionRows(
      filled.byteOffset,
      direction.byteOffset,
      columns,
      rows,
      cellWidth,
      cellHeight,
      firstRow,
      endRow,
    );
  });
  progress(1);
  return flatCells;
}

function resolveFlats(
  session: KernelSession,
  filled: Float32Array,
  direction: Uint8Array,
  queue: Uint32Array,
  shape: TerrainShape,
  flatCells: number,
  progress: Progress,
): void {
  const kernels = session.exports;
  const cells = direction.length;
  progress(0);
  kernels.flatsBegin(filled.byteOffset, direction.byteOffset, shape.columns, queue.byteOffset);
  inPieces(cells, 1, (first, end) => kernels.flatsSearch(first, end));
  for (let done = CELLS_PER_CALL; kernels.flatsContinue(CELLS_PER_CALL) === 0; done += CELLS_PER_CALL) {
    progress(Math.min(1, done / flatCells));
  }
  progress(1);
}

interface AccumulationArrays {
  readonly direction: Uint8Array;
  readonly accumulation: Uint32Array;
  readonly slopeLength: Uint32Array;
  readonly slopeTangent: Float32Array;
  readonly barriers: Uint8Array | undefined;
}

function accumulate(
  session: KernelSession,
  arrays: AccumulationArrays,
  shape: TerrainShape,
  rules: SlopeLengthRules,
  progress: Progress,
): void {
  const kernels = session.exports;
  const { direction, accumulation, slopeLength, slopeTangent, barriers } = arrays;
  const cells = direction.length;
  const steps = lengthSteps(shape);
  progress(0);
  kernels.countInflows(direction.byteOffset, shape.columns, cells);
  kernels.flowBegin(
    direction.byteOffset,
    accumulation.byteOffset,
    slopeLength.byteOffset,
    slopeTangent.byteOffset,
    barriers?.byteOffset ?? 0,
    shape.columns,
    steps.across,
    steps.down,
    steps.diagonal,
    rules.maximumMetres === undefined ? LONGEST_LENGTH : lengthToFixedPoint(rules.maximumMetres, shape),
    rules.channelThresholdCells,
    rules.gentleCutFactor,
    rules.steepCutFactor,
    rules.cutSwitchDegrees,
  );
  kernels.clearFlow(cells);
  inPieces(cells, 1, (first, end) => {
    progress(first / cells);
    kernels.walkFlow(first, end);
  });
  kernels.translateDirections(direction.byteOffset, cells);
  progress(1);
}
