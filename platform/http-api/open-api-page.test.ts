import { html } from "hono/html";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  apiPage,
  defineRoute,
  everyone,
  openApiDocument,
  permission,
  prefersHtml,
  type Route,
  signedIn,
} from "./index.ts";

const answerNothing = async () => new Response(null);
const ROUTES: readonly Route[] = [
  defineRoute({
    method: "get",
    path: "/terraces/{id}",
    access: permission("terraces.view"),
    summary: { zh: "一块<梯田>", en: "One terrace" },
    params: z.object({ id: z.uuid() }),
    query: z.object({
      year: z.coerce.number().int().min(1950).default(2026).describe("统计年份"),
      kind: z.enum(["a", "b"]).optional(),
    }),
    response: z.object({ name: z.string() }),
    handle: async () => ({ name: "" }),
  }),
  defineRoute({
    method: "post",
    path: "/terraces",
    access: signedIn(),
    summary: { zh: "新增", en: "Adds one" },
    body: z.object({ rows: z.number() }),
    response: "raw",
    handle: answerNothing,
  }),
  defineRoute({
    method: "get",
    path: "/health",
    access: everyone(),
    summary: { zh: "健康", en: "Health" },
    response: "raw",
    handle: answerNothing,
  }),
];

async function textOfPage(): Promise<string> {
  const page = await apiPage(openApiDocument(ROUTES, "1.2.3"), {
    path: [{ href: "/", title: "首页" }],
    documentAddress: "/api/openapi.json",
    introduction: html``,
  });
  expect(page.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  return (await page.text()).replaceAll(/\s+/g, " ");
}

test("the page has every operation with its words, who may use it, its parameters and its bodies", async () => {
  const text = await textOfPage();
  expect(text.match(/<details> <summary><span class="method/g)).toHaveLength(ROUTES.length);
  expect(text).toContain("<code>/api/terraces/{id}</code> <span>一块&lt;梯田&gt;</span>");
  for (const words of ["One terrace", "权限 terraces.view", "已登录，或接口密钥", "任何人", "版本 1.2.3"])
    expect(text).toContain(words);
  expect(text).toMatch(/<code>id<\/code><\/td> ?<td>路径<\/td> ?<td>是<\/td> ?<td>string（uuid）/);
  expect(text).toMatch(
    /<code>year<\/code><\/td> ?<td>查询<\/td> ?<td><\/td> ?<td>integer 1950～，默认 2026<\/td> ?<td class="explained">统计年份/,
  );
  expect(text).toContain("<td>a | b</td>");
  expect(text).toContain("&quot;rows&quot;");
});

test("nothing on it comes from elsewhere or runs", async () => {
  const text = await textOfPage();
  expect(text).not.toMatch(/<script|<link rel="stylesheet"|@import|url\(|(src|href)="https?:/);
});

test.each([
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true],
  ["*/*", false],
  ["", false],
  ["application/json", false],
  ["application/geo+json, text/html;q=0.1", false],
  ["text/html", true],
])("whoever takes %j is shown a page: %s", (accept, expected) => {
  expect(prefersHtml(new Request("http://terrace.test/", { headers: { Accept: accept } }))).toBe(expected);
});
