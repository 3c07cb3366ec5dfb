export { type DegreeBox, positionAmongTiles, TILE_EXTENT, type TileAddress, tileBox } from "./tile-frame.ts";
export { DEFAULT_MARGIN, encodeTile, TileLayer, type TileLayerOptions, type TileValue } from "./tile-layer.ts";
