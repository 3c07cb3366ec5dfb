import { cellStep, FLAT, opposite, OUTLET } from "./direction-code";

// Each flat cell flows one step nearer to the flat's nearest way out. The search goes out from the ways out, level by
// level; a cell found in this level keeps the lowest direction it is found by until its own level comes. Two marks,
// used in turn, tell the level being found from the level being expanded, so that no distances need be stored.

const EVEN_LEVEL: u8 = 16;
const ODD_LEVEL: u8 = 32;

let queued: usize = 0;

function queueCellsBesideWayOut(filled: usize, direction: usize, columns: usize, cells: usize, queue: usize): void {
  const flat = i8x16.splat(FLAT);
  for (let start: usize = 0; start < cells; start += 16) {
    if (!v128.any_true(i8x16.eq(v128.load(direction + start), flat))) continue;
    const end = min(start + 16, cells);
    for (let cell = start; cell < end; cell++) {
      if (load<u8>(direction + cell) != FLAT) continue;
      const level = load<f32>(filled + (cell << 2));
      for (let d: u32 = 0; d < 8; d++) {
        const neighbour = <usize>(<isize>cell + cellStep(d, columns));
        if (load<u8>(direction + neighbour) > OUTLET || load<f32>(filled + (neighbour << 2)) != level) continue;
        store<u8>(direction + cell, EVEN_LEVEL | <u8>d);
        store<u32>(queue + (queued++ << 2), <u32>cell);
        break;
      }
    }
  }
}

/**
 * Gives every flat cell its direction. Flat cells are never on the border, so that all eight neighbours are on the grid,
 * and neighbouring flat cells are of one level, or the higher would not be flat.
 * `queue` holds a u32 for every flat cell; `direction` has 16 bytes behind its end.
 */
export function resolveFlats(filled: usize, direction: usize, columns: usize, rows: usize, queue: usize): void {
  queued = 0;
  queueCellsBesideWayOut(filled, direction, columns, columns * rows, queue);
  let next: usize = 0;
  let levelEnd = queued;
  let mark = EVEN_LEVEL;
  while (next < levelEnd) {
    const nextMark: u8 = mark == EVEN_LEVEL ? ODD_LEVEL : EVEN_LEVEL;
    for (; next < levelEnd; next++) {
      const cell = <usize>load<u32>(queue + (next << 2));
      store<u8>(direction + cell, load<u8>(direction + cell) & 7);
      for (let d: u32 = 0; d < 8; d++) {
        const neighbour = <usize>(<isize>cell + cellStep(d, columns));
        const code = load<u8>(direction + neighbour);
        const found = nextMark | <u8>opposite(d);
        if (code == FLAT) {
          store<u8>(direction + neighbour, found);
          store<u32>(queue + (queued++ << 2), <u32>neighbour);
        } else if ((code & 0xf0) == nextMark && found < code) {
          store<u8>(direction + neighbour, found);
        }
      }
    }
    levelEnd = queued;
    mark = nextMark;
  }
}
