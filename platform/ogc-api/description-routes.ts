import { html } from "hono/html";
import { apiPage, defineRoute, type Route, signedIn } from "#platform/http-api";
import { answer } from "./answers.ts";
import { CONFORMS_TO } from "./conformance.ts";
import { definitionOf } from "./definition.ts";
import {
  HTML_TYPE,
  JSON_TYPE,
  OPENAPI_30_TYPE,
  OPENAPI_31_TYPE,
  REL_CONFORMANCE,
  REL_DATA,
  REL_TILING_SCHEMES,
  selfLinks,
} from "./links.ts";
import type { OgcContext } from "./ogc-context.ts";
import { parameterInvalid } from "./ogc-errors.ts";
import { landingPage, listPage } from "./pages.ts";
import { formatOf, type Parameters, readParameters } from "./request-parameters.ts";

export const HOME = "智慧水保 数据共享接口";

/** What there is: the entrance, the standards, the API. */
export function descriptionRoutes(context: OgcContext): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/",
      access: signedIn(),
      summary: { zh: "入口", en: "The landing page" },
      response: "raw",
      handle: async ({ request }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const base = context.baseOf(request);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: HOME,
          path: [{ href: base, title: HOME }],
          page: () => landingPage(base),
          data: {
            title: HOME,
            description:
              "已发布的台账：OGC API Features 与 Tiles。Published record sets as OGC API Features and Tiles.",
            links: [
              ...selfLinks(context.addressOf(request), JSON_TYPE),
              {
                href: `${base}/api?f=json&openapi=3.0`,
                rel: "service-desc",
                type: OPENAPI_30_TYPE,
                title: "OpenAPI 3.0",
              },
              { href: `${base}/api?f=json`, rel: "service-desc", type: OPENAPI_31_TYPE, title: "OpenAPI 3.1" },
              { href: `${base}/api?f=html`, rel: "service-doc", type: HTML_TYPE, title: "接口说明 The API as a page" },
              { href: `${base}/conformance`, rel: "conformance", type: JSON_TYPE, title: "符合的标准 Conformance" },
              { href: `${base}/conformance`, rel: REL_CONFORMANCE, type: JSON_TYPE, title: "符合的标准 Conformance" },
              { href: `${base}/collections`, rel: "data", type: JSON_TYPE, title: "数据集 Collections" },
              { href: `${base}/collections`, rel: REL_DATA, type: JSON_TYPE, title: "数据集 Collections" },
              {
                href: `${base}/tileMatrixSets`,
                rel: REL_TILING_SCHEMES,
                type: JSON_TYPE,
                title: "瓦片方案 Tile matrix sets",
              },
            ],
          },
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/conformance",
      access: signedIn(),
      summary: { zh: "符合的标准", en: "The conformance classes" },
      response: "raw",
      handle: async ({ request }) => {
        const format = formatOf(request, readParameters(request, ["f"]));
        const base = context.baseOf(request);
        return answer(request, format, {
          mediaType: JSON_TYPE,
          title: "符合的标准",
          path: [
            { href: base, title: HOME },
            { href: `${base}/conformance`, title: "符合的标准" },
          ],
          page: () => listPage(CONFORMS_TO),
          data: { conformsTo: CONFORMS_TO },
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/api",
      access: signedIn(),
      summary: { zh: "接口描述（OpenAPI）", en: "The API as OpenAPI" },
      response: "raw",
      handle: async ({ request, session }) => {
        const parameters = readParameters(request, ["f", "openapi"]);
        const format = formatOf(request, parameters);
        const base = context.baseOf(request);
        const openApi = openApiVersionOf(request, parameters);
        const sets = context.collections.visibleTo(session);
        const data = definitionOf(sets, context.choicesOf, { base, version: context.version, openApi });
        if (format === "html") {
          return apiPage(data, {
            path: [
              { href: base, title: HOME },
              { href: `${base}/api`, title: "接口描述" },
            ],
            documentAddress: `${base}/api?f=json`,
            introduction: html`<p>请求头带接口密钥：<code>Authorization: Bearer trk_…</code>；在浏览器中则用登录的账号。</p>`,
          });
        }
        const mediaType = openApi === "3.0" ? OPENAPI_30_TYPE : OPENAPI_31_TYPE;
        return answer(request, format, { mediaType, title: "", path: [], page: () => html``, data });
      },
    }),
  ];
}

/** A client that asks for 3.0 by its media type, as QGIS and GDAL do, gets it. */
function openApiVersionOf(request: Request, parameters: Parameters) {
  const asked = parameters.get("openapi");
  if (asked === "3.0" || asked === "3.1") return asked;
  if (asked !== undefined) throw parameterInvalid("openapi", asked, "应为 3.0 或 3.1", "it is 3.0 or 3.1");
  const accept = (request.headers.get("Accept") ?? "").replaceAll(" ", "");
  return accept.includes("version=3.0") && !accept.includes("version=3.1") ? "3.0" : "3.1";
}
