import { columnStep, FLAT, NO_DATA, OUTLET, rowStep } from "./direction-code";

let inverseWidth: f64 = 0;
let inverseHeight: f64 = 0;
let inverseDiagonal: f64 = 0;

function inverseDistance(direction: u32): f64 {
  if (direction & 1) return inverseDiagonal;
  return direction & 2 ? inverseHeight : inverseWidth;
}

/** Direction of a cell anywhere on the grid, neighbour by neighbour. */
function directionOfCell(filled: usize, columns: i32, rows: i32, column: i32, row: i32): u8 {
  const centre = load<f32>(filled + ((<usize>row * <usize>columns + <usize>column) << 2));
  if (centre != centre) return NO_DATA;
  let steepest: f64 = 0;
  let code: u8 = FLAT;
  let isBesideOcean = false;
  for (let direction: u32 = 0; direction < 8; direction++) {
    const c = column + columnStep(direction);
    const r = row + rowStep(direction);
    if (<u32>c >= <u32>columns || <u32>r >= <u32>rows) {
      isBesideOcean = true;
      continue;
    }
    const value = load<f32>(filled + ((<usize>r * <usize>columns + <usize>c) << 2));
    if (value != value) {
      isBesideOcean = true;
      continue;
    }
    const drop = (<f64>centre - <f64>value) * inverseDistance(direction);
    if (drop > steepest) {
      steepest = drop;
      code = <u8>direction;
    }
  }
  return code == FLAT && isBesideOcean ? OUTLET : code;
}

// @ts-ignore: decorator
@inline
function pairAt(pointer: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pointer));
}

/** The drops of two cells to their neighbours at `pointer`. */
// @ts-ignore: decorator
@inline
function dropPair(centre: v128, pointer: usize, inverse: v128): v128 {
  return f64x2.mul(f64x2.sub(centre, pairAt(pointer)), inverse);
}

/** `direction` where `drop` is steeper than all before, else `code`. */
// @ts-ignore: decorator
@inline
function codeOfSteeper(drop: v128, steepest: v128, direction: i64, code: v128): v128 {
  return v128.bitselect(i64x2.splat(direction), code, f64x2.gt(drop, steepest));
}

/** Whether an inner cell or one of its neighbours holds no value. */
// @ts-ignore: decorator
@inline
function isBesideHole(here: usize, rowBytes: usize): bool {
  const above = here - rowBytes;
  const below = here + rowBytes;
  const sum =
    load<f32>(above - 4) + load<f32>(above) + load<f32>(above + 4) +
    load<f32>(here - 4) + load<f32>(here) + load<f32>(here + 4) +
    load<f32>(below - 4) + load<f32>(below) + load<f32>(below + 4);
  return sum != sum;
}

/**
 * Steepest-descent directions (inner codes) for rows `firstRow` to `endRow`; returns how many cells are flat.
 * Drops are f64 products of the difference with the inverse distance, compared strictly, so that the lowest index wins
 * a tie: `pmax` keeps the steepest before, unless the new drop is greater, also where there is no neighbour (NaN).
 * Inner cells go two at a time; a cell without a lower neighbour beside a hole is done again.
 */
export function flowDirectionRows(
  filled: usize,
  direction: usize,
  columns: i32,
  rows: i32,
  cellWidth: f64,
  cellHeight: f64,
  firstRow: i32,
  endRow: i32,
): u32 {
  inverseWidth = 1.0 / cellWidth;
  inverseHeight = 1.0 / cellHeight;
  inverseDiagonal = 1.0 / Math.sqrt(cellWidth * cellWidth + cellHeight * cellHeight);
  const across = f64x2.splat(inverseWidth);
  const down = f64x2.splat(inverseHeight);
  const diagonal = f64x2.splat(inverseDiagonal);
  const zero = f64x2.splat(0);
  const flat = i64x2.splat(FLAT);
  const rowBytes = <usize>columns << 2;
  let flatCells: u32 = 0;
  for (let row = firstRow; row < endRow; row++) {
    const values = filled + <usize>row * rowBytes;
    const codes = direction + <usize>row * <usize>columns;
    let column = 0;
    if (row > 0 && row < rows - 1 && columns > 3) {
      store<u8>(codes, directionOfCell(filled, columns, rows, 0, row));
      for (column = 1; column + 2 < columns; column += 2) {
        const here = values + (<usize>column << 2);
        const centre = pairAt(here);
        let drop = dropPair(centre, here + 4, across);
        let steepest = f64x2.pmax(zero, drop);
        let code = codeOfSteeper(drop, zero, 0, flat);
        drop = dropPair(centre, here + rowBytes + 4, diagonal);
        code = codeOfSteeper(drop, steepest, 1, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here + rowBytes, down);
        code = codeOfSteeper(drop, steepest, 2, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here + rowBytes - 4, diagonal);
        code = codeOfSteeper(drop, steepest, 3, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here - 4, across);
        code = codeOfSteeper(drop, steepest, 4, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here - rowBytes - 4, diagonal);
        code = codeOfSteeper(drop, steepest, 5, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here - rowBytes, down);
        code = codeOfSteeper(drop, steepest, 6, code);
        steepest = f64x2.pmax(steepest, drop);
        drop = dropPair(centre, here - rowBytes + 4, diagonal);
        code = codeOfSteeper(drop, steepest, 7, code);
        let first = <u8>i64x2.extract_lane(code, 0);
        let second = <u8>i64x2.extract_lane(code, 1);
        if (first == FLAT) {
          if (isBesideHole(here, rowBytes)) first = directionOfCell(filled, columns, rows, column, row);
          else flatCells++;
        }
        if (second == FLAT) {
          if (isBesideHole(here + 4, rowBytes)) second = directionOfCell(filled, columns, rows, column + 1, row);
          else flatCells++;
        }
        store<u8>(codes + <usize>column, first);
        store<u8>(codes + <usize>column + 1, second);
      }
    }
    for (; column < columns; column++) {
      const last = directionOfCell(filled, columns, rows, column, row);
      if (last == FLAT) flatCells++;
      store<u8>(codes + <usize>column, last);
    }
  }
  return flatCells;
}
