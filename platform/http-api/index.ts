export { type Html, type HtmlPage, htmlPage, prefersHtml } from "./html-page.ts";
export { type MountOptions, mountRoutes, refuseWithoutAccess } from "./mount-routes.ts";
export { openApiDocument } from "./open-api.ts";
export { type ApiPageOptions, apiPage } from "./open-api-page.ts";
export { parseInput } from "./parse-input.ts";
export {
  addressUnknown,
  createErrorHandler,
  type ErrorHandlerOptions,
  type Problem,
  type ProblemStatuses,
} from "./problem.ts";
export {
  defineRoute,
  everyone,
  permission,
  type Route,
  type RouteAccess,
  type RouteCall,
  type RouteDefinition,
  type RouteMethod,
  signedIn,
} from "./route.ts";
export { securityHeaders } from "./security-headers.ts";
export { type SendFileOptions, sendFile } from "./send-file.ts";
export { compressSite, staticSite } from "./static-site.ts";
