export { type FirstPicture, firstPictureOf, type PicturedRaster, type PictureOptions } from "./first-picture.ts";
export {
  type Bounds,
  firstPadding,
  firstViewOf,
  greatestZoom,
  type PixelSize,
  type PlacedTile,
  type RasterOverlay,
  type TilePyramid,
  tileSide,
  tilesInView,
} from "./first-view.ts";
export type { MapPlace, MapViewpoint } from "./map-viewpoint.ts";
