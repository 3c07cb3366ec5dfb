import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const SELF = "'self'";

/**
 * What pages of this server may load: themselves only. MapLibre runs workers from blobs and makes images from blobs and
 * data; Ant Design and MapLibre write inline styles. No page may be framed.
 * `Strict-Transport-Security` is left to whoever puts TLS in front.
 */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: [SELF],
      scriptSrc: [SELF],
      workerSrc: [SELF, "blob:"],
      childSrc: [SELF, "blob:"],
      styleSrc: [SELF, "'unsafe-inline'"],
      imgSrc: [SELF, "data:", "blob:"],
      fontSrc: [SELF, "data:"],
      connectSrc: [SELF, "data:", "blob:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: [SELF],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    xContentTypeOptions: true,
    referrerPolicy: "same-origin",
    strictTransportSecurity: false,
  });
}
