// Directions inside the kernels: 0 to 7 for E SE S SW W NW N NE, one nibble, so that a cell's direction and the number
// of cells still to flow into it share a byte. `translateDirections` turns them into ESRI's codes at the end.

export const OUTLET: u8 = 8;
/** A cell with no lower neighbour and no way off the grid, before flats are resolved. */
export const FLAT: u8 = 9;
export const NO_DATA: u8 = 15;

// @ts-ignore: decorator
@inline
export function opposite(direction: u32): u32 {
  return (direction + 4) & 7;
}

/** Step between linear cell indices in a direction. */
export function cellStep(direction: u32, columns: usize): isize {
  const width = <isize>columns;
  switch (direction) {
    case 0:
      return 1;
    case 1:
      return width + 1;
    case 2:
      return width;
    case 3:
      return width - 1;
    case 4:
      return -1;
    case 5:
      return -width - 1;
    case 6:
      return -width;
    default:
      return -width + 1;
  }
}

export function columnStep(direction: u32): i32 {
  return direction == 0 || direction == 1 || direction == 7 ? 1 : direction >= 3 && direction <= 5 ? -1 : 0;
}

export function rowStep(direction: u32): i32 {
  return direction >= 1 && direction <= 3 ? 1 : direction >= 5 ? -1 : 0;
}

/** Inner codes to ESRI's: 1 E, 2 SE, 4 S … 128 NE, 0 outlet or pit, 255 no data. The upper nibble is dropped. */
export function translateDirections(direction: usize, cells: usize): void {
  const codes = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, -1);
  const nibble = i8x16.splat(15);
  // The array has at least a guard of 16 bytes behind it.
  for (let cell: usize = 0; cell < cells; cell += 16) {
    const at = direction + cell;
    v128.store(at, i8x16.swizzle(codes, v128.and(v128.load(at), nibble)));
  }
}
