export {
  type Bounds,
  firstPadding,
  firstViewOf,
  greatestZoom,
  type PixelSize,
  type PlacedTile,
  type TilePyramid,
  tileSide,
  tilesInView,
} from "./first-view.ts";
export type { MapPlace, MapViewpoint } from "./map-viewpoint.ts";
