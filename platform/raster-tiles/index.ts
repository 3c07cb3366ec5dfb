export type { Colouring } from "./palette.ts";
export { createTileService, type TileService, type TileServiceOptions } from "./tile-service.ts";
export type { RasterDescription, RasterVersion, TileRequest } from "./tile-tasks.ts";
export { TILE_SIZE, type TileAddress, tileAddress } from "./web-mercator.ts";
