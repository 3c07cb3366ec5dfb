import { downstreamOrder } from "./downstream-order.ts";
import { downstreamCell } from "./neighbours.ts";

/**
 * @zh 汇流累积量 The number of cells whose water passes through each cell, itself included. The readable twin of the
 * kernel.
 *
 * @param direction ESRI codes of a filled surface
 * @returns cells; 0 where there is no data
 */
export function flowAccumulation(direction: Uint8Array, columns: number): Uint32Array {
  const accumulation = new Uint32Array(direction.length);
  for (const cell of downstreamOrder(direction, columns)) {
    accumulation[cell]! += 1;
    const lower = downstreamCell(direction, cell, columns);
    if (lower !== undefined) accumulation[lower]! += accumulation[cell]!;
  }
  return accumulation;
}
