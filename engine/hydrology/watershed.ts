import { DIRECTION_NO_DATA, NEIGHBOURS, neighbourCell } from "./neighbours.ts";

/**
 * @zh 集水区 The cells whose water passes each of the given cells. Where one lies upstream of another, the upper keeps its
 * own watershed and the lower has the rest.
 *
 * @param direction ESRI codes
 * @param outletCells indices of cells; a cell given twice, or without data, has the first label, or none
 * @returns 1 for the first of `outletCells`, 2 for the second …; 0 for cells that reach none
 */
export function watershedOf(
  direction: Uint8Array,
  columns: number,
  rows: number,
  outletCells: readonly number[],
): Uint32Array {
  const label = new Uint32Array(direction.length);
  const queue = new Uint32Array(direction.length);
  let queued = 0;
  outletCells.forEach((cell, i) => {
    if (direction[cell] === DIRECTION_NO_DATA || label[cell] !== 0) return;
    label[cell] = i + 1;
    queue[queued++] = cell;
  });
  for (let next = 0; next < queued; next++) {
    const cell = queue[next]!;
    for (const [i, neighbour] of NEIGHBOURS.entries()) {
      const upper = neighbourCell(cell, neighbour, columns, rows);
      const towardsCell = NEIGHBOURS[(i + 4) % 8]!.code;
      if (upper === undefined || direction[upper] !== towardsCell || label[upper] !== 0) continue;
      label[upper] = label[cell]!;
      queue[queued++] = upper;
    }
  }
  return label;
}
