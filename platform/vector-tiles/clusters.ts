import { positionAmongTiles, type TileAddress } from "#engine/vector-tiles";
import type { Cell } from "./count-cells.query.ts";

/** Clusters on a side of a tile: one for 64 of MapLibre's 512 screen pixels. */
export const CLUSTERS_ACROSS = 8;
/** Up to here a whole city is a few centimetres of the screen: one cluster for each division. */
const LAST_ZOOM_OF_DIVISIONS = 7;

/** What records there are around one place. */
export interface Cluster {
  count: number;
  areaKm2: number;
  longitude: number;
  latitude: number;
  /** Null where they belong to several divisions, or to none. */
  divisionCode: string | null;
}

/** The clusters that lie in a tile, the margin not counted: each cluster is in one tile, and all tiles together have every record. */
export function clustersOf(cells: readonly Cell[], tile: TileAddress, isByDivision: boolean): readonly Cluster[] {
  if (isByDivision && tile.z <= LAST_ZOOM_OF_DIVISIONS) {
    const clusters = merge(cells, ({ divisionCode }) => divisionCode ?? "");
    return clusters.filter((cluster) => placeIn(tile, cluster) !== null);
  }
  return merge(cells, (cell) => placeIn(tile, cell));
}

/** The square of the tile in which a place lies; null where it lies in another tile. */
function placeIn({ z, x, y }: TileAddress, { longitude, latitude }: { longitude: number; latitude: number }) {
  const position = positionAmongTiles(longitude, latitude, z);
  const column = Math.floor((position.x - x) * CLUSTERS_ACROSS);
  const row = Math.floor((position.y - y) * CLUSTERS_ACROSS);
  const isInside = column >= 0 && column < CLUSTERS_ACROSS && row >= 0 && row < CLUSTERS_ACROSS;
  return isInside ? row * CLUSTERS_ACROSS + column : null;
}

function merge<Key>(cells: readonly Cell[], keyOf: (cell: Cell) => Key | null): readonly Cluster[] {
  const clusters = new Map<Key, Cluster>();
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key === null) continue;
    const cluster = clusters.get(key);
    if (cluster === undefined) {
      clusters.set(key, { ...cell });
      continue;
    }
    const count = cluster.count + cell.count;
    cluster.longitude += ((cell.longitude - cluster.longitude) * cell.count) / count;
    cluster.latitude += ((cell.latitude - cluster.latitude) * cell.count) / count;
    cluster.count = count;
    cluster.areaKm2 += cell.areaKm2;
    if (cluster.divisionCode !== cell.divisionCode) cluster.divisionCode = null;
  }
  return [...clusters.values()];
}
