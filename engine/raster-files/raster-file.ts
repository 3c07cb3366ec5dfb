import type { CellValues, Raster, Window, WindowReader } from "#engine/rasters";

/** One band of a raster file, read window by window. */
export interface RasterFile extends WindowReader<CellValues> {
  readonly name: string;
  readonly bandCount: number;
  /** The band that is read, from 1. */
  readonly band: number;
  /** As the file declares it, which may be NaN or a value that no cell can hold. */
  readonly noData: number | undefined;
  /** Unit of the grid's coordinates. */
  readonly linearUnit: "metre" | "degree";
  /** Unit of the values where the file states it: `metre`, `foot`, `us-survey-foot`, `t/(km²·a)` … */
  readonly verticalUnit: string | undefined;
  readonly description: string | undefined;
  /** Smaller copies of the raster in the file, largest first. */
  readonly overviews: readonly OverviewSize[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly tileColumns: number;
  readonly tileRows: number;
  /** A window of overview `level` (0 is the largest overview), in cells of that overview. */
  readOverview(level: number, window: Window): Promise<Raster>;
}

export interface OverviewSize {
  readonly columns: number;
  readonly rows: number;
}
