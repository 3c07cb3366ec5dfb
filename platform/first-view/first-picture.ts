import {
  type Bounds,
  firstViewOf,
  type PixelSize,
  type PlacedTile,
  type RasterOverlay,
  tileSide,
  tilesInView,
} from "./first-view.ts";
import type { MapViewpoint } from "./map-viewpoint.ts";

/** What a map opens with. */
export interface PictureOptions {
  /** Of the map. */
  readonly size: PixelSize;
  readonly bounds: Bounds;
  readonly viewpoint: MapViewpoint | undefined;
  /** The shade below. */
  readonly ground: RasterOverlay | undefined;
  /** The theme above it. */
  readonly overlay: RasterOverlay | undefined;
}

/** The tiles of one raster. */
export interface PicturedRaster {
  readonly isGround: boolean;
  /** The tiles are drawn larger than they are, and must not be blended. */
  readonly isPixelated: boolean;
  readonly tiles: readonly PlacedTile[];
}

/** The rasters in the order in which their tiles are asked for: the theme is what the user came for. */
export type FirstPicture = readonly PicturedRaster[];

/** Which tiles lie where in the first view of a map, for whoever draws them before the map itself can. */
export function firstPictureOf({ size, bounds, viewpoint, ground, overlay }: PictureOptions): FirstPicture {
  const view = firstViewOf(size, bounds, viewpoint);
  const picture = (raster: RasterOverlay | undefined, isGround: boolean): PicturedRaster[] => {
    if (raster === undefined) return [];
    const tiles = tilesInView(view, size, raster, bounds);
    const isEnlarged = tiles.some(({ width }) => width > tileSide);
    return [{ isGround, isPixelated: isEnlarged && raster.enlarge === "nearest", tiles }];
  };
  return [...picture(overlay, false), ...picture(ground, true)];
}
