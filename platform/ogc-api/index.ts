import type { Route } from "#platform/http-api";
import { descriptionRoutes } from "./description-routes.ts";
import { featureRoutes } from "./feature-routes.ts";
import { createOgcContext, type OgcOptions } from "./ogc-context.ts";
import { tileSetRoutes } from "./tile-set-routes.ts";

export { ogcApplication } from "./ogc-application.ts";
export type { OgcOptions } from "./ogc-context.ts";
export { ogcProblemStatuses } from "./ogc-errors.ts";

/** The published record sets as OGC API Features and Tiles, to be mounted under `/ogc`. */
export function ogcRoutes(options: OgcOptions): readonly Route[] {
  const context = createOgcContext(options);
  return [...descriptionRoutes(context), ...featureRoutes(context), ...tileSetRoutes(context)];
}
