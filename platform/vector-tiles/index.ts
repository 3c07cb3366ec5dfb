export { type ContentCache, type ContentQuestion, type ContentSnapshot, createContentCache } from "./content-cache.ts";
export { etagOf, namesEtag } from "./etag.ts";
export type { TileLayerDefinition } from "./layer.ts";
export { vectorTilesMigrations } from "./migrations.ts";
export { ownRows } from "./own-rows.query.ts";
export { rowsInBox } from "./rows-in-box.query.ts";
export { createVectorTiles, type VectorTile, type VectorTiles, type VectorTilesOptions } from "./vector-tiles.ts";
