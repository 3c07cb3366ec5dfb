import { DIRECTION_NO_DATA, downstreamCell } from "./neighbours.ts";

/**
 * The cells that hold a direction, each after every cell that flows into it. A cell on a closed loop, which no filled
 * surface has, is left out.
 */
export function downstreamOrder(direction: Uint8Array, columns: number): Uint32Array {
  const waitingFor = new Uint8Array(direction.length);
  for (let cell = 0; cell < direction.length; cell++) {
    const lower = downstreamCell(direction, cell, columns);
    if (lower !== undefined) waitingFor[lower]! += 1;
  }
  const order = new Uint32Array(direction.length);
  let known = 0;
  for (let cell = 0; cell < direction.length; cell++) {
    if (waitingFor[cell] === 0 && direction[cell] !== DIRECTION_NO_DATA) order[known++] = cell;
  }
  for (let next = 0; next < known; next++) {
    const lower = downstreamCell(direction, order[next]!, columns);
    if (lower === undefined) continue;
    waitingFor[lower]! -= 1;
    if (waitingFor[lower] === 0) order[known++] = lower;
  }
  return order.subarray(0, known);
}
