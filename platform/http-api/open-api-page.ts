import { html } from "hono/html";
import { type Html, htmlPage } from "./html-page.ts";

type Json = Readonly<Record<string, unknown>>;

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly "x-permission"?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface ApiPageOptions {
  readonly path: readonly { readonly href: string; readonly title: string }[];
  /** The document itself, for programs. */
  readonly documentAddress: string;
  /** Said above the operations. */
  readonly introduction: Html;
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch", "head"]);

/** An OpenAPI document as a page that people read: Chinese first, the English beneath, everything on one page to be searched. */
export function apiPage(document: Json, { path, documentAddress, introduction }: ApiPageOptions): Promise<Response> {
  const { info, paths, servers } = document as unknown as Document;
  const base = (servers?.[0]?.url ?? "").replace(/^https?:\/\/[^/]+/, "");
  const groups = new Map<string, Html[]>();
  for (const [address, operations] of Object.entries(paths)) {
    const group = address.split("/")[1] || "/";
    for (const [method, operation] of Object.entries(operations)) {
      if (!METHODS.has(method)) continue;
      groups.set(group, [...(groups.get(group) ?? []), operationOf(method, `${base}${address}`, operation)]);
    }
  }
  const sorted = [...groups].sort(([a], [b]) => a.localeCompare(b));
  const body = html`
<p class="quiet">版本 ${info.version} · OpenAPI 文档（供程序读取）：<a href="${documentAddress}">${documentAddress}</a></p>
${introduction}
<nav aria-label="目录">${sorted.map(([group]) => html`<a href="#${group}">${group}</a>`)}</nav>
${sorted.map(([group, operations]) => html`<h2 id="${group}">${group}</h2>${operations}`)}`;
  return htmlPage({ title: info.title, path, body });
}

function operationOf(method: string, address: string, operation: Operation): Html {
  const { summary, description, security, parameters = [], requestBody, responses = {} } = operation;
  const access =
    security?.length === 0
      ? "任何人"
      : operation["x-permission"] === undefined
        ? "已登录，或接口密钥"
        : `权限 ${operation["x-permission"]}`;
  return html`<details>
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${address}</code> <span>${summary ?? ""}</span></summary>
<div>
${description === undefined ? "" : html`<p class="quiet">${description}</p>`}
<p>谁可以用：${access}</p>
${parameters.length === 0 ? "" : parameterTable(parameters)}
${requestBody?.content === undefined ? "" : html`<p>请求内容（JSON）</p>${schemasOf(requestBody.content)}`}
${Object.entries(responses).map(
  ([status, answer]) =>
    html`<p>${status === "default" ? "其他" : status}：${answer.description ?? ""}</p>${schemasOf(answer.content ?? {})}`,
)}
</div></details>`;
}

function parameterTable(parameters: readonly Parameter[]): Html {
  return html`<div class="wide"><table>
<thead><tr><th>参数</th><th>位置</th><th>必填</th><th>取值</th><th>说明</th></tr></thead>
<tbody>${parameters.map(
    ({ name, in: place, required, schema, description }) => html`<tr>
<td><code>${name}</code></td><td>${place === "path" ? "路径" : place === "query" ? "查询" : place}</td>
<td>${required === true ? "是" : ""}</td><td>${schema === undefined ? "" : typeText(schema)}</td>
<td class="explained">${description ?? [schema?.title, schema?.description].filter((text) => text !== undefined).join("。")}</td></tr>`,
  )}</tbody></table></div>`;
}

/** A short schema stands there, a long one behind a line to open. */
function schemasOf(content: Content): Html[] {
  return Object.entries(content).map(([mediaType, { schema }]) => {
    if (schema === undefined) return html`<p class="quiet">${mediaType}</p>`;
    if (schema.$ref !== undefined) return html`<p class="quiet">${mediaType}：<code>${schema.$ref}</code></p>`;
    return html`<details><summary class="quiet">${mediaType}</summary><div><pre>${JSON.stringify(schema, null, 2)}</pre></div></details>`;
  });
}

function typeText(schema: Schema): string {
  const { type, format, enum: values, const: only, minimum, maximum, items } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map(String).join(" | ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map(typeText).join(" | ");
  const name = Array.isArray(type) ? type.join(" | ") : String(type ?? "");
  const bounds = minimum === undefined && maximum === undefined ? "" : ` ${boundText(minimum)}～${boundText(maximum)}`;
  const standard = schema.default === undefined ? "" : `，默认 ${String(schema.default)}`;
  const inner = items === undefined ? "" : `[${typeText(items)}]`;
  return `${name}${inner}${format === undefined ? "" : `（${format}）`}${bounds}${standard}`;
}

/** What stands for “no bound” in schemas made from JavaScript numbers says nothing to a reader. */
function boundText(bound: number | undefined): string {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? "" : String(bound);
}
