import type { Grid } from "#engine/rasters";
import type { Colouring } from "./palette.ts";
import type { TileAddress } from "./web-mercator.ts";

/** A raster file of which a version is drawn: whoever gives the same version promises the same bytes. */
export interface RasterVersion {
  readonly path: string;
  readonly version: string;
}

export interface TileRequest {
  readonly raster: RasterVersion;
  readonly tile: TileAddress;
  readonly colouring: Colouring;
}

/** What a map needs to know of a raster before it asks for tiles. */
export interface RasterDescription {
  readonly grid: Grid;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly minZoom: number;
  readonly maxZoom: number;
  /** The values below which 0, 2, 10, 50, 90, 98 and 100 percent of the cells of an overview lie; empty where none has one. */
  readonly quantiles: readonly { readonly percent: number; readonly value: number }[];
}

/** What the worker threads do. */
export type TileTasks = {
  draw: { input: TileRequest; output: Uint8Array<ArrayBuffer> | undefined; report: never };
  describe: { input: RasterVersion; output: RasterDescription; report: never };
};
