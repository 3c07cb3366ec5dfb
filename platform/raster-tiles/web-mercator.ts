import { transformer } from "#engine/projections";
import { type Extent, extentOf, type Grid } from "#engine/rasters";

export const TILE_SIZE = 256;

/** Half the side of the web-mercator square, metres: π · 6 378 137 m (EPSG:3857). */
const HALF_SIDE = Math.PI * 6_378_137;
/** The latitude at which web mercator is a square. */
const MAXIMUM_LATITUDE = 85.051_128_779_806_59;
const MAXIMUM_ZOOM = 22;

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A tile of the XYZ scheme, counted from the north-west; undefined where no such tile is. */
export function tileAddress(z: number, x: number, y: number): TileAddress | undefined {
  const tilesAcross = 2 ** z;
  const isTile =
    [z, x, y].every((n) => Number.isInteger(n) && n >= 0) && z <= MAXIMUM_ZOOM && x < tilesAcross && y < tilesAcross;
  return isTile ? { z, x, y } : undefined;
}

/** Extent in EPSG:3857. */
export function extentOfTile({ z, x, y }: TileAddress): Extent {
  const side = (2 * HALF_SIDE) / 2 ** z;
  const minX = x * side - HALF_SIDE;
  const maxY = HALF_SIDE - y * side;
  return { minX, minY: maxY - side, maxX: minX + side, maxY };
}

/** Points on each side of the grid that are projected: a side is a gentle curve, so a few dozen find its extremes. */
const POINTS_PER_SIDE = 32;

function edgePoints(grid: Grid): { x: number; y: number }[] {
  const { minX, minY, maxX, maxY } = extentOf(grid);
  const points: { x: number; y: number }[] = [];
  for (let i = 0; i <= POINTS_PER_SIDE; i++) {
    const x = minX + ((maxX - minX) * i) / POINTS_PER_SIDE;
    const y = minY + ((maxY - minY) * i) / POINTS_PER_SIDE;
    points.push({ x, y: minY }, { x, y: maxY }, { x: minX, y }, { x: maxX, y });
  }
  return points;
}

/** West, south, east, north in degrees (WGS 84, which on a map is CGCS2000), within the square of web mercator. */
export function boundsOf(grid: Grid): [number, number, number, number] {
  const toDegrees = transformer(grid.crs, "EPSG:4326");
  const points = edgePoints(grid).map(({ x, y }) => toDegrees(x, y));
  const longitudes = points.map(({ x }) => x);
  const latitudes = points.map(({ y }) => Math.min(Math.max(y, -MAXIMUM_LATITUDE), MAXIMUM_LATITUDE));
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** What the grid covers of the map, EPSG:3857. */
export function mercatorExtentOf(grid: Grid): Extent {
  const [west, south, east, north] = boundsOf(grid);
  const northing = (latitude: number) => HALF_SIDE * (Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI);
  return {
    minX: (west / 180) * HALF_SIDE,
    minY: northing(south),
    maxX: (east / 180) * HALF_SIDE,
    maxY: northing(north),
  };
}

/**
 * The zooms between which tiles are worth drawing: from the one where the raster is a quarter of a tile across to two
 * beyond the one where a pixel is as small as a cell, so that the edges of cells are sharp.
 */
export function zoomRangeOf(grid: Grid): { readonly minZoom: number; readonly maxZoom: number } {
  const { minX, minY, maxX, maxY } = mercatorExtentOf(grid);
  const zoomOfPixel = (metres: number) => Math.log2((2 * HALF_SIDE) / (metres * TILE_SIZE));
  const widest = Math.max(maxX - minX, maxY - minY);
  const smallestCell = Math.min((maxX - minX) / grid.columns, (maxY - minY) / grid.rows);
  const bounded = (zoom: number) => Math.min(Math.max(zoom, 0), MAXIMUM_ZOOM);
  return {
    minZoom: bounded(Math.floor(zoomOfPixel(widest / (TILE_SIZE / 4)))),
    maxZoom: bounded(Math.ceil(zoomOfPixel(smallestCell)) + 2),
  };
}
