/** One of the eight neighbours of a cell. */
export interface Neighbour {
  /** ESRI's direction code: 1 E, 2 SE, 4 S, 8 SW, 16 W, 32 NW, 64 N, 128 NE. */
  readonly code: number;
  /** Columns to the east. */
  readonly column: number;
  /** Rows to the south. */
  readonly row: number;
}

/** In the order that decides ties: the earlier neighbour wins. */
export const NEIGHBOURS: readonly Neighbour[] = [
  { code: 1, column: 1, row: 0 },
  { code: 2, column: 1, row: 1 },
  { code: 4, column: 0, row: 1 },
  { code: 8, column: -1, row: 1 },
  { code: 16, column: -1, row: 0 },
  { code: 32, column: -1, row: -1 },
  { code: 64, column: 0, row: -1 },
  { code: 128, column: 1, row: -1 },
];

/** The cell's water leaves the grid, or runs into cells without a value. */
export const DIRECTION_OUTLET = 0;
/** The cell itself has no value. */
export const DIRECTION_NO_DATA = 255;

const NEIGHBOUR_OF_CODE: ReadonlyMap<number, Neighbour> = new Map(NEIGHBOURS.map((n) => [n.code, n]));

/** Index of a neighbour, or undefined outside the grid. */
export function neighbourCell(cell: number, neighbour: Neighbour, columns: number, rows: number): number | undefined {
  const column = (cell % columns) + neighbour.column;
  const row = Math.floor(cell / columns) + neighbour.row;
  return column < 0 || row < 0 || column >= columns || row >= rows ? undefined : row * columns + column;
}

/** The cell that a cell flows to, or undefined at an outlet and where there is no data. */
export function downstreamCell(direction: Uint8Array, cell: number, columns: number): number | undefined {
  const neighbour = NEIGHBOUR_OF_CODE.get(direction[cell]!);
  return neighbour === undefined ? undefined : cell + neighbour.row * columns + neighbour.column;
}
