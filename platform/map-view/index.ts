export type { Bounds, MapPlace, MapViewpoint } from "#platform/first-view";
export { boundsOf, type Divisions, type RasterOverlay } from "./map-layers.ts";
export type { MapSurface } from "./map-surface.ts";
export { MapView, type MapViewProps, showDivision } from "./map-view.tsx";
export { positionText } from "./position-text.ts";
export { SwipeView, type SwipeViewProps } from "./swipe-view.tsx";
