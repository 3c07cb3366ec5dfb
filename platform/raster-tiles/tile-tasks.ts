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

/** A value below which a share of the cells lie. */
export interface Quantile {
  readonly percent: number;
  readonly value: number;
}

/** What the worker threads do. */
export type TileTasks = {
  draw: { input: TileRequest; output: Uint8Array<ArrayBuffer> | undefined; report: never };
  quantiles: { input: RasterVersion; output: readonly Quantile[]; report: never };
};
