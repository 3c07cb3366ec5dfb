import { encodeTile, type TileAddress, TileLayer } from "#engine/vector-tiles";
import { TerraceError } from "#errors";
import type { Session, Transaction } from "#platform/database";
import { CLUSTERS_ACROSS, type Cluster, clustersOf } from "./clusters.ts";
import { type ContentSnapshot, createContentCache } from "./content-cache.ts";
import { type CellCounts, countCells } from "./count-cells.query.ts";
import { etagOf } from "./etag.ts";
import { readFeatures } from "./features-in-box.query.ts";
import type { TileLayerDefinition } from "./layer.ts";

export interface VectorTilesOptions {
  /** Memory for tiles and counts. */
  readonly cacheBytes?: number;
}

export interface VectorTile {
  /** Mapbox Vector Tile 2.1; no bytes where nothing lies in the tile. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

export interface VectorTiles {
  /**
   * The tile as the session of the transaction may see it. From zoom 11, and of small layers always, a feature is a record with `id` and
   * the layer's attributes; otherwise it is a point for the records around it, with `count`, `areaKm2` where they have one, and
   * `divisionCode` where they have one in common.
   * @param tx a transaction of `session` (`database.asSession`)
   * @throws TerraceError `tile-address-invalid`, `stored-geometry-unreadable`, `geometry-not-in-degrees`
   */
  layerTile(
    tx: Transaction,
    session: Session,
    request: { readonly layer: TileLayerDefinition } & TileAddress,
  ): Promise<VectorTile>;
  /** What the kept tiles and counts take now. */
  readonly cachedBytes: number;
}

const DEFAULT_CACHE_BYTES = 64 * 2 ** 20;
/** From here on a feature is a record: a tile is 15 km wide at 37° N. */
const FIRST_ZOOM_OF_RECORDS = 11;
/** Layers of so many records, districts or watersheds, are drawn as they are on every zoom. */
const SMALL_LAYER = 2000;
/** More records in one tile become clusters on any zoom: nobody can tell them apart, and the tile would have megabytes. */
const MOST_RECORDS_IN_TILE = 20_000;
const GREATEST_ZOOM = 22;
/** Half a cluster at the last zoom of clusters. */
const CELL_DEGREES = 360 / 2 ** (FIRST_ZOOM_OF_RECORDS - 1) / CLUSTERS_ACROSS / 2;
const BYTES_OF_CELL = 100;

/** Tiles from the database, kept by what they show: the count of the relation's changes and what the session may see. */
export function createVectorTiles({ cacheBytes = DEFAULT_CACHE_BYTES }: VectorTilesOptions = {}): VectorTiles {
  const cache = createContentCache(cacheBytes);

  async function makeTile(
    tx: Transaction,
    layer: TileLayerDefinition,
    tile: TileAddress,
    snapshot: ContentSnapshot,
  ): Promise<VectorTile> {
    const { facts } = snapshot;
    const isOverview = tile.z < FIRST_ZOOM_OF_RECORDS;
    if (isOverview) {
      const counts = await cache.kept(snapshot, "cells", sizeOfCounts, () =>
        countCells(tx, layer, facts, CELL_DEGREES, null),
      );
      if (counts.totalCount > SMALL_LAYER) return clusterTile(layer, tile, counts);
    }
    const features = await readFeatures(tx, layer, facts, tile, isOverview, MOST_RECORDS_IN_TILE + 1);
    if (features.length > MOST_RECORDS_IN_TILE) {
      const cellDegrees = 360 / 2 ** tile.z / CLUSTERS_ACROSS / 2;
      return clusterTile(layer, tile, await countCells(tx, layer, facts, cellDegrees, tile));
    }
    const tileLayer = new TileLayer({
      name: layer.id,
      tile,
      attributes: ["id", ...layer.attributes.map(({ name }) => name)],
    });
    for (const { wkb, values } of features) tileLayer.add(wkb, values);
    return finished(tileLayer);
  }

  return {
    layerTile: async (tx, session, { layer, z, x, y }) => {
      const tile = checkedAddress({ z, x, y });
      const { id, relation, geometryColumn, attributes, divisionColumn, where, readsAlso } = layer;
      const snapshot = await cache.snapshot(tx, session, {
        relation,
        shown: [id, relation, geometryColumn, attributes, divisionColumn],
        ...(where === undefined ? {} : { where }),
        ...(readsAlso === undefined ? {} : { readsAlso }),
      });
      return cache.kept(
        snapshot,
        `${z}/${x}/${y}`,
        ({ bytes }) => bytes.length,
        () => makeTile(tx, layer, tile, snapshot),
      );
    },
    get cachedBytes() {
      return cache.bytes;
    },
  };
}

function sizeOfCounts({ cells }: CellCounts): number {
  return cells.length * BYTES_OF_CELL;
}

const CLUSTER_ATTRIBUTES = ["count", "areaKm2", "divisionCode"] as const;

function clusterTile(layer: TileLayerDefinition, tile: TileAddress, { cells }: CellCounts): VectorTile {
  const tileLayer = new TileLayer({ name: layer.id, tile, attributes: CLUSTER_ATTRIBUTES });
  for (const cluster of clustersOf(cells, tile, layer.divisionColumn !== null)) {
    tileLayer.addPoint(cluster.longitude, cluster.latitude, valuesOf(cluster));
  }
  return finished(tileLayer);
}

function valuesOf({ count, areaKm2, divisionCode }: Cluster) {
  return [count, areaKm2 === 0 ? null : areaKm2, divisionCode];
}

function finished(layer: TileLayer): VectorTile {
  const bytes = encodeTile([layer]);
  return { bytes, etag: etagOf(bytes) };
}

function checkedAddress({ z, x, y }: TileAddress): TileAddress {
  const side = 2 ** z;
  const isTile = [z, x, y].every((n) => Number.isInteger(n) && n >= 0) && z <= GREATEST_ZOOM && x < side && y < side;
  if (isTile) return { z, x, y };
  throw new TerraceError({
    code: "tile-address-invalid",
    userMessage: `没有 ${z}/${x}/${y} 这个地图瓦片（级别 0 至 ${GREATEST_ZOOM}）。请刷新地图；若仍出现，请检查调用方的地址。`,
    message: `There is no tile ${z}/${x}/${y} (zooms 0 to ${GREATEST_ZOOM}). Reload the map, or correct the caller's address.`,
    details: { z, x, y },
  });
}
