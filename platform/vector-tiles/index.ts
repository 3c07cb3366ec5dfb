export { namesEtag } from "./etag.ts";
export type { TileLayerDefinition } from "./layer.ts";
export { vectorTilesMigrations } from "./migrations.ts";
export { createVectorTiles, type VectorTile, type VectorTiles, type VectorTilesOptions } from "./vector-tiles.ts";
