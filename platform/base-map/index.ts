export { type BaseMap, type BaseMapOptions, type BaseMapTile, createBaseMap } from "./base-map.ts";
export { baseMapProblemStatuses, baseMapRoutes } from "./routes.ts";
