export { parseInput } from "./parse-input.ts";
export {
  addressUnknown,
  createErrorHandler,
  type ErrorHandlerOptions,
  type Problem,
  type ProblemStatuses,
} from "./problem.ts";
export { securityHeaders } from "./security-headers.ts";
export { type SendFileOptions, sendFile } from "./send-file.ts";
export { staticSite } from "./static-site.ts";
