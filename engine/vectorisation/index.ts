export { burnLines } from "./burn-lines.ts";
export { type BurnedPolygons, burnPolygons, type PolygonOverlap } from "./burn-polygons.ts";
export type { LineString, MultiLineString, MultiPolygon, Polygon, Position, Ring } from "./polygon.ts";
export { type CellCornerRing, type Patch, type PolygoniseOptions, patchGeometry, polygonise } from "./polygonise.ts";
export type { Connectivity } from "./regions.ts";
