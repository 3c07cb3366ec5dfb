import { cellStep, NO_DATA, opposite, OUTLET } from "./direction-code";
import { atan } from "./arc-tangent";

// Accumulation and slope length in one walk. From every cell that nothing flows into, the walk goes down until a cell
// that still waits for another inflow; whoever brings the last inflow goes on. Each cell is finished exactly once, when
// all that flows into it is known. The number of inflows still to come is the upper nibble of the direction's byte.

const DEGREES_PER_RADIAN: f64 = 57.29577951308232;
const FINISHED: u8 = 0xf0;
/** Upstream cell steps and cell length by inner code, filled by `flowBegin`; 16 entries each. */
const cellSteps = memory.data(16 * 4);
const lengthSteps = memory.data(16 * 4);

let direction: usize = 0;
let accumulation: usize = 0;
let slopeLength: usize = 0;
let slopeTangent: usize = 0;
let barriers: usize = 0;
let longest: u64 = 0;
let channelCells: u32 = 0;
let gentleCut: f64 = 0;
let steepCut: f64 = 0;
let cutSwitch: f64 = 0;
let certainlyUncut: f64 = 0;

/**
 * @param barriersAt a byte a cell, not zero where no slope length comes in, or 0 for none
 * @param longestLength cap of the length at a cell's lower end, fixed point
 * @param channelThreshold cells from which a cell is a channel, 0 for no channels
 */
export function flowBegin(
  directionAt: usize,
  accumulationAt: usize,
  slopeLengthAt: usize,
  slopeTangentAt: usize,
  barriersAt: usize,
  columns: u32,
  acrossStep: u32,
  downStep: u32,
  diagonalStep: u32,
  longestLength: u32,
  channelThreshold: u32,
  gentleCutFactor: f64,
  steepCutFactor: f64,
  cutSwitchDegrees: f64,
): void {
  direction = directionAt;
  accumulation = accumulationAt;
  slopeLength = slopeLengthAt;
  slopeTangent = slopeTangentAt;
  barriers = barriersAt;
  longest = longestLength;
  channelCells = channelThreshold == 0 ? u32.MAX_VALUE : channelThreshold;
  gentleCut = gentleCutFactor;
  steepCut = steepCutFactor;
  cutSwitch = cutSwitchDegrees;
  const factor = max(gentleCutFactor, steepCutFactor);
  certainlyUncut = factor <= 1 ? factor * (1 + 1e-9) : Infinity;
  for (let d: u32 = 0; d < 8; d++) {
    store<i32>(cellSteps + (<usize>d << 2), <i32>cellStep(d, columns));
    store<u32>(lengthSteps + (<usize>d << 2), d & 1 ? diagonalStep : d & 2 ? downStep : acrossStep);
  }
  store<u32>(lengthSteps + (<usize>OUTLET << 2), max(acrossStep, downStep));
}

/**
 * Counts what flows into each cell: a byte comparison with each of the eight neighbours, 16 cells at a time. A grid's
 * rows follow one another, so that the neighbour east of a row's last cell is the next row's first; it never points west
 * over the edge, so nothing is counted there. `direction` has a guard of OUTLET before and behind.
 */
export function countInflows(directionAt: usize, columns: usize, cells: usize): void {
  const nibble = i8x16.splat(15);
  for (let cell: usize = 0; cell < cells; cell += 16) {
    const at = directionAt + cell;
    let count = i8x16.splat(0);
    for (let d: u32 = 0; d < 8; d++) {
      const neighbours = v128.load(<usize>(<isize>at + cellStep(d, columns)));
      count = i8x16.sub(count, i8x16.eq(v128.and(neighbours, nibble), i8x16.splat(<i8>opposite(d))));
    }
    v128.store(at, v128.or(v128.load(at), i8x16.shl(count, 4)));
  }
}

/** Prepares the walk: every cell counts itself, no cell has a length. */
export function clearFlow(cells: usize): void {
  memory.fill(slopeLength, 0, cells << 2);
  for (let cell: usize = 0; cell < cells; cell++) {
    store<u32>(accumulation + (cell << 2), (load<u8>(direction + cell) & 15) == NO_DATA ? 0 : 1);
  }
}

/**
 * Whether slope length ends between a cell and the one it flows to, because the slope eases off.
 * For a factor k up to 1, tan(kθ) ≤ k·tan θ, so that no cut is possible where the lower tangent is at least k times the
 * upper; only the others (about one in eight) need their angles, which would otherwise be a third of the walk's time.
 */
// @ts-ignore: decorator
@inline
function isCut(upperTangent: f64, lowerTangent: f64): bool {
  if (lowerTangent >= certainlyUncut * upperTangent) return false;
  const upper = atan(upperTangent) * DEGREES_PER_RADIAN;
  const lower = atan(lowerTangent) * DEGREES_PER_RADIAN;
  return lower < (upper < cutSwitch ? gentleCut : steepCut) * upper;
}

function walkFrom(source: usize): void {
  let cell = source;
  let code = load<u8>(direction + cell) & 15;
  for (;;) {
    store<u8>(direction + cell, FINISHED | code);
    const cells = load<u32>(accumulation + (cell << 2));
    const at = slopeLength + (cell << 2);
    let length = <u64>load<u32>(at);
    if (cells >= channelCells || (barriers != 0 && load<u8>(barriers + cell) != 0)) length = 0;
    length = min(length + <u64>load<u32>(lengthSteps + (<usize>code << 2)), longest);
    store<u32>(at, <u32>length);
    if (code >= OUTLET) return;

    const lower = <usize>(<isize>cell + <isize>load<i32>(cellSteps + (<usize>code << 2)));
    const total = accumulation + (lower << 2);
    store<u32>(total, load<u32>(total) + cells);
    const reached = slopeLength + (lower << 2);
    if (
      <u64>load<u32>(reached) < length &&
      !isCut(<f64>load<f32>(slopeTangent + (cell << 2)), <f64>load<f32>(slopeTangent + (lower << 2)))
    ) {
      store<u32>(reached, <u32>length);
    }
    const waiting = load<u8>(direction + lower) - 16;
    if (waiting > 15) {
      store<u8>(direction + lower, waiting);
      return;
    }
    cell = lower;
    code = waiting;
  }
}

/** Starts the walk at those of the cells `first` to `end` that nothing flows into. */
export function walkFlow(first: usize, end: usize): void {
  for (let cell = first; cell < end; cell++) {
    // Upper nibble 0: nothing flows in. NO_DATA is the one such code that is no cell.
    if (load<u8>(direction + cell) < NO_DATA) walkFrom(cell);
  }
}
