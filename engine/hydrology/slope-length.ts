import { atan, DEGREES_PER_RADIAN } from "#engine/reproducible-maths";
import type { TerrainShape } from "#engine/terrain";
import { downstreamOrder } from "./downstream-order.ts";
import { LONGEST_LENGTH, lengthSteps, lengthToFixedPoint, stepOf } from "./length-fixed-point.ts";
import { DIRECTION_NO_DATA, downstreamCell } from "./neighbours.ts";

/** When slope length ends, and starts anew. */
export interface SlopeLengthRules {
  /** Below `cutSwitchDegrees`, the length ends where the slope falls below this part of the slope above: usually 0.7. */
  readonly gentleCutFactor: number;
  /** From `cutSwitchDegrees` on: usually 0.5. */
  readonly steepCutFactor: number;
  /** Degrees, of the upper cell: usually 5. */
  readonly cutSwitchDegrees: number;
  /** No length exceeds this many metres; undefined for no such limit. */
  readonly maximumMetres: number | undefined;
  /** A cell through which the water of this many cells passes is a channel, where slope length ends; 0 for none. */
  readonly channelThresholdCells: number;
}

/**
 * @zh 坡长 The longest way that water has come over the slope to the lower end of each cell, in fixed point
 * (`length-fixed-point.ts`). The lower end's length is what has come in, plus the cell's own step in its direction.
 * What comes in is the longest among the cells that flow in, leaving out those from which it is cut: where the slope
 * eases off, and into barriers and channels altogether. The method of Hickey and Van Remortel, with the cut-offs and the
 * channel threshold of LS-TOOL (Zhang et al. 2013, doi 10.1016/j.cageo.2012.09.027). Only integer sums and maxima, so any
 * order gives the same bits.
 * The readable twin of the kernel.
 *
 * @param slopeTangent rise over run of the surface as surveyed, not of the filled one
 * @param barriers a byte a cell, not zero where no length comes in: water, roads, terraces …
 * @returns 65536ths of the longer cell side; 0 where there is no data
 */
export function slopeLength(
  direction: Uint8Array,
  accumulation: Uint32Array,
  slopeTangent: Float32Array,
  shape: TerrainShape,
  rules: SlopeLengthRules,
  barriers?: Uint8Array,
): Uint32Array {
  const length = new Uint32Array(direction.length);
  const steps = lengthSteps(shape);
  const longest = rules.maximumMetres === undefined ? LONGEST_LENGTH : lengthToFixedPoint(rules.maximumMetres, shape);
  const degreesOf = (cell: number): number => atan(slopeTangent[cell]!) * DEGREES_PER_RADIAN;

  for (const cell of downstreamOrder(direction, shape.columns)) {
    const code = direction[cell]!;
    if (code === DIRECTION_NO_DATA) continue;
    const isChannel = rules.channelThresholdCells > 0 && accumulation[cell]! >= rules.channelThresholdCells;
    const isBarrier = barriers !== undefined && barriers[cell] !== 0;
    const incoming = isChannel || isBarrier ? 0 : length[cell]!;
    length[cell] = Math.min(incoming + stepOf(code, steps), longest);

    const lower = downstreamCell(direction, cell, shape.columns);
    if (lower === undefined) continue;
    const slope = degreesOf(cell);
    const cutFactor = slope < rules.cutSwitchDegrees ? rules.gentleCutFactor : rules.steepCutFactor;
    if (!(degreesOf(lower) < cutFactor * slope)) length[lower] = Math.max(length[lower]!, length[cell]!);
  }
  return length;
}
