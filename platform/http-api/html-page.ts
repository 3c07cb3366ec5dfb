import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Everything that a page needs is in it: no script, no font, no picture from elsewhere. */
const STYLE = `
  :root { --accent: #1d6b46; --ink: #1c2420; --quiet: #5b655f; --line: #dde3df; --ground: #f6f8f7; }
  * { box-sizing: border-box; }
  body { margin: 0; color: var(--ink); background: #fff;
    font: 14px/1.6 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
  header { padding: 12px 24px; border-bottom: 1px solid var(--line); background: var(--ground); }
  header a { color: var(--accent); font-weight: 600; }
  main { max-width: 1160px; padding: 8px 24px 48px; }
  a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
  a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  h1 { font-size: 22px; margin: 16px 0 4px; } h2 { font-size: 16px; margin: 28px 0 8px; } p { margin: 4px 0 8px; }
  .quiet { color: var(--quiet); }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); }
  th { font-weight: 600; white-space: nowrap; background: var(--ground); }
  th:first-child, td:first-child { padding-left: 8px; }
  th + td { padding-left: 12px; }
  td.number { text-align: right; }
  td:first-child, td:first-child code { white-space: nowrap; }
  td.explained { min-width: 320px; }
  code, pre { font: 12.5px/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
  code { background: var(--ground); padding: 1px 4px; border-radius: 3px; overflow-wrap: anywhere; }
  pre { background: var(--ground); padding: 10px 12px; overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; }
  details { border: 1px solid var(--line); border-radius: 4px; margin: 6px 0; }
  summary { padding: 6px 12px; cursor: pointer; display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap; }
  details[open] > summary { border-bottom: 1px solid var(--line); background: var(--ground); }
  details > div { padding: 8px 12px; }
  .method { font-weight: 600; font-size: 12px; min-width: 52px; color: var(--accent); }
  .method.post, .method.put, .method.patch { color: #8a5a00; } .method.delete { color: #a32020; }
  nav { display: flex; gap: 2px 16px; flex-wrap: wrap; margin: 8px 0; }
`;

export interface HtmlPage {
  readonly title: string;
  /** Where the reader is, from the outside in. */
  readonly path: readonly { readonly href: string; readonly title: string }[];
  readonly body: Html;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A small page for people who open an address of the API in a browser. */
export async function htmlPage({ title, path, body, status = 200, headers = {} }: HtmlPage): Promise<Response> {
  const crumbs = path.map(
    ({ href, title: name }, index) => html`${index === 0 ? "" : " › "}<a href="${href}">${name}</a>`,
  );
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} · 智慧水保</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>${crumbs}</header>
<main><h1>${title}</h1>${body}</main>
</body>
</html>
`;
  return new Response(String(await page), {
    status,
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

/** Whether a browser asks, which names HTML first; a program that takes anything gets data. */
export function prefersHtml(request: Request): boolean {
  const types = (request.headers.get("Accept") ?? "")
    .split(",")
    .map((part) => part.split(";")[0]?.trim().toLowerCase());
  const page = types.indexOf("text/html");
  if (page < 0) return false;
  const data = types.findIndex((type) => type === "application/json" || type === "application/geo+json");
  return data < 0 || page < data;
}
