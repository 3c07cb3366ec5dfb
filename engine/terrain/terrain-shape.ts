/** The size of a grid and of its cells on the ground. Row 0 is the northernmost, cells are stored row by row. */
export interface TerrainShape {
  readonly columns: number;
  readonly rows: number;
  /** Metres from west to east. */
  readonly cellWidth: number;
  /** Metres from north to south. */
  readonly cellHeight: number;
}
