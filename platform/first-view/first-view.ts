import type { MapViewpoint } from "./map-viewpoint.ts";

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** Map tiles of 256 px in web mercator. */
export interface TilePyramid {
  /** Address of the tiles with `{z}/{x}/{y}`. */
  readonly tiles: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

/** A raster of our own server on a map. */
export interface RasterOverlay extends TilePyramid {
  readonly id: string;
  /** Classes must not be blended when enlarged, quantities may. */
  readonly enlarge: "nearest" | "linear";
}

/** Pixels of the page. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Where the map opens. The centre is in web mercator: 0 to 1 from west to east, and from north to south. */
export interface FirstView {
  readonly centreX: number;
  readonly centreY: number;
  /** MapLibre's: the world is 512 · 2^zoom pixels wide. */
  readonly zoom: number;
}

/** A tile and its place on the map, in whole pixels, so that no seam shows between neighbours. */
export interface PlacedTile {
  readonly address: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels left free around the bounds. */
export const firstPadding = 16;
export const greatestZoom = 18;
export const tileSide = 256;
const worldSideAtZoom0 = 512;

/** The view that MapLibre opens with for the same viewpoint, or else for the same bounds, padding and greatest zoom. */
export function firstViewOf(size: PixelSize, bounds: Bounds, viewpoint: MapViewpoint | undefined): FirstView {
  if (viewpoint) {
    return {
      centreX: mercatorX(viewpoint.longitude),
      centreY: mercatorY(viewpoint.latitude),
      zoom: Math.min(viewpoint.zoom, greatestZoom),
    };
  }
  const { west, east, north, south } = mercatorBox(bounds);
  const scaleOf = (pixels: number, side: number) => (pixels - 2 * firstPadding) / (side * worldSideAtZoom0);
  const scale = Math.min(scaleOf(size.width, east - west), scaleOf(size.height, south - north));
  return {
    centreX: (west + east) / 2,
    centreY: (north + south) / 2,
    zoom: Math.min(Math.log2(scale), greatestZoom),
  };
}

/** The tiles that MapLibre asks for in a view: those of the nearest zoom that lie in sight and over the bounds. */
export function tilesInView(view: FirstView, size: PixelSize, raster: TilePyramid, bounds: Bounds): PlacedTile[] {
  const worldSide = worldSideAtZoom0 * 2 ** view.zoom;
  const wantedZoom = Math.round(view.zoom + Math.log2(worldSideAtZoom0 / tileSide));
  if (!Number.isFinite(wantedZoom) || wantedZoom < raster.minZoom) return [];
  const zoom = Math.min(wantedZoom, raster.maxZoom);
  const count = 2 ** zoom;
  const box = mercatorBox(bounds);
  const halfWidth = size.width / 2 / worldSide;
  const halfHeight = size.height / 2 / worldSide;
  const columns = tileRange(view.centreX, halfWidth, box.west, box.east, count);
  const rows = tileRange(view.centreY, halfHeight, box.north, box.south, count);
  const leftOf = (column: number) => Math.round(size.width / 2 + (column / count - view.centreX) * worldSide);
  const topOf = (row: number) => Math.round(size.height / 2 + (row / count - view.centreY) * worldSide);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      address: raster.tiles.replace("{z}", String(zoom)).replace("{x}", String(column)).replace("{y}", String(row)),
      left: leftOf(column),
      top: topOf(row),
      width: leftOf(column + 1) - leftOf(column),
      height: topOf(row + 1) - topOf(row),
    })),
  );
}

/** The tiles along one axis that both the view and the bounds reach. */
function tileRange(centre: number, half: number, boxStart: number, boxEnd: number, count: number): number[] {
  const first = Math.floor(Math.max(centre - half, boxStart, 0) * count);
  const end = Math.ceil(Math.min(centre + half, boxEnd, 1) * count);
  return Array.from({ length: Math.max(end - first, 0) }, (_, index) => first + index);
}

function mercatorBox([west, south, east, north]: Bounds) {
  return { west: mercatorX(west), east: mercatorX(east), north: mercatorY(north), south: mercatorY(south) };
}

function mercatorX(longitude: number): number {
  return (180 + longitude) / 360;
}

function mercatorY(latitude: number): number {
  return (1 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / Math.PI) / 2;
}
