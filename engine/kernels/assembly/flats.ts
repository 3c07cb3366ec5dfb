import { cellStep, FLAT, opposite, OUTLET } from "./direction-code";

// Each flat cell flows one step nearer to the flat's nearest way out. The search goes out from the ways out, level by
// level; a cell found in this level keeps the lowest direction it is found by until its own level comes. Two marks,
// used in turn, tell the level being found from the level being expanded, so that no distances need be stored.
// Flat cells are never on the border, so that all eight neighbours are on the grid, and neighbouring flat cells are of one
// level, or the higher would not be flat.

const EVEN_LEVEL: u8 = 16;
const ODD_LEVEL: u8 = 32;

let filled: usize = 0;
let direction: usize = 0;
let columns: usize = 0;
let queue: usize = 0;
let queued: usize = 0;
let next: usize = 0;
let levelEnd: usize = 0;
let mark: u8 = EVEN_LEVEL;

/**
 * @param directionAt inner codes, with at least 16 bytes behind the last
 * @param queueAt u32 for every flat cell
 */
export function flatsBegin(filledAt: usize, directionAt: usize, columnCount: usize, queueAt: usize): void {
  filled = filledAt;
  direction = directionAt;
  columns = columnCount;
  queue = queueAt;
  queued = 0;
  next = 0;
  levelEnd = 0;
  mark = ODD_LEVEL;
}

/** Queues those of the flat cells `first` to `end` that lie beside a way out of their flat. */
export function flatsSearch(first: usize, end: usize): void {
  const flat = i8x16.splat(FLAT);
  for (let start = first; start < end; start += 16) {
    if (!v128.any_true(i8x16.eq(v128.load(direction + start), flat))) continue;
    const stop = min(start + 16, end);
    for (let cell = start; cell < stop; cell++) {
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

/** Goes on for so many queued cells; true when every flat cell has its direction. */
export function flatsContinue(cells: usize): bool {
  const stop = next + cells;
  while (next < stop) {
    if (next == levelEnd) {
      if (levelEnd == queued) return true;
      levelEnd = queued;
      mark = mark == EVEN_LEVEL ? ODD_LEVEL : EVEN_LEVEL;
    }
    const nextMark: u8 = mark == EVEN_LEVEL ? ODD_LEVEL : EVEN_LEVEL;
    const pause = min(stop, levelEnd);
    for (; next < pause; next++) spreadFrom(<usize>load<u32>(queue + (next << 2)), nextMark);
  }
  return false;
}

// @ts-ignore: decorator
@inline
function spreadFrom(cell: usize, nextMark: u8): void {
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
