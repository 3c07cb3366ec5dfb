import { Hono } from "hono";
import { html } from "hono/html";
import { programVersion } from "#platform/configuration";
import { apiPage, openApiDocument, prefersHtml, type Route } from "#platform/http-api";

const DOCUMENT = "/api/openapi.json";

/** The API described: a page at `/api` for people, OpenAPI 3.1 for programs there and at `/api/openapi.json`. */
export function apiDescription(routes: readonly Route[]): Hono {
  const document = openApiDocument(routes, programVersion);
  const app = new Hono();
  app.get("/api", async (context) => {
    context.header("Vary", "Accept");
    if (!prefersHtml(context.req.raw)) return context.json(document);
    const page = await apiPage(document, {
      path: [
        { href: "/", title: "智慧水保" },
        { href: "/api", title: "接口" },
      ],
      documentAddress: DOCUMENT,
      introduction: introduction(),
    });
    page.headers.set("Vary", "Accept");
    return page;
  });
  app.get(DOCUMENT, (context) => context.json(document));
  return app;
}

function introduction() {
  return html`
<p>程序用接口密钥（登录后由本人新建，<code>POST /api/account/api-keys</code>，见 <a href="#account">account</a>）：请求头 <code>Authorization: Bearer trk_…</code>。密钥与其主人的权限和管辖范围相同，看不到的记录对它也不存在。</p>
<p class="quiet">Programs send an API key. It has its owner's permissions and area, and no more.</p>
<ul>
<li>已发布的图层供 QGIS、GDAL 等读取：<a href="/ogc">/ogc</a>（OGC API Features 与 Tiles）。</li>
<li>其他部门跟踪变更：<code>GET /api/changes?since=游标</code>，按台账列出新增、修改和移出的记录，见 <a href="#changes">changes</a>。</li>
<li>失败时返回 <code>code</code>、<code>userMessage</code>（中文）、<code>message</code>（英文）和 <code>details</code>。</li>
</ul>`;
}
