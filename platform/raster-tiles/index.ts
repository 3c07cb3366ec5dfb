export type { Colouring } from "./palette.ts";
export { createTileService, type TileService, type TileServiceOptions } from "./tile-service.ts";
export type { Quantile, RasterVersion, TileRequest } from "./tile-tasks.ts";
export { TILE_SIZE, type TileAddress, tileAddress, zoomRangeOf } from "./web-mercator.ts";
