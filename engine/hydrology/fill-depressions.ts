import { LevelHeap } from "./level-heap.ts";
import { NEIGHBOURS, neighbourCell } from "./neighbours.ts";

/**
 * @zh 填洼 Raises every cell to the lowest level from which its water can leave: the highest cell on its best way out.
 * The ocean, into which water leaves, is the outside of the grid and every cell without a value.
 * Only comparisons and copies, so the result has the same bits whatever the order of work.
 *
 * The readable twin of the kernel: priority-flood (Barnes, Lehman, Mulla 2014, doi 10.1016/j.cageo.2013.04.024). The
 * kernel does the same with far fewer cells in the heap (Zhou, Sun, Fu 2016, doi 10.1016/j.cageo.2016.02.021).
 *
 * @param elevation metres, NaN where there is none, `columns * rows` cells
 * @returns metres, NaN where there is no elevation; never −0
 */
export function fillDepressions(elevation: Float32Array, columns: number, rows: number): Float32Array {
  // −0 + 0 = +0: otherwise which of the two zeros a level spread with would depend on the order of work.
  const filled = elevation.map((value) => value + 0);
  const isClosed = new Uint8Array(elevation.length);
  const frontier = new LevelHeap();

  for (let cell = 0; cell < filled.length; cell++) {
    if (Number.isNaN(filled[cell]!) || !isBesideOcean(filled, cell, columns, rows)) continue;
    isClosed[cell] = 1;
    frontier.push(filled[cell]!, cell);
  }
  for (let cell = frontier.pop(); cell !== undefined; cell = frontier.pop()) {
    const level = filled[cell]!;
    for (const neighbour of NEIGHBOURS) {
      const other = neighbourCell(cell, neighbour, columns, rows);
      if (other === undefined || isClosed[other] === 1 || Number.isNaN(filled[other]!)) continue;
      isClosed[other] = 1;
      filled[other] = Math.max(filled[other]!, level);
      frontier.push(filled[other]!, other);
    }
  }
  return filled;
}

/** Whether a cell lies on the border of the grid or beside a cell without a value. */
export function isBesideOcean(elevation: Float32Array, cell: number, columns: number, rows: number): boolean {
  return NEIGHBOURS.some((neighbour) => {
    const other = neighbourCell(cell, neighbour, columns, rows);
    return other === undefined || Number.isNaN(elevation[other]!);
  });
}
