import { html } from "hono/html";
import type { Html } from "#platform/http-api";
import type { FieldValue, RecordField, RecordSet } from "#platform/record-sets";
import type { CollectionExtent } from "./collection-extent.query.ts";
import type { Feature } from "./feature-json.ts";
import type { Link } from "./links.ts";
import type { ChoicesOf } from "./property-schemas.ts";
import { REFERENCE_SYSTEMS } from "./reference-systems.ts";

export function landingPage(base: string): Html {
  return html`
<p>已发布的台账，供其他部门和程序读取：OGC API Features（要素，GeoJSON）和 OGC API Tiles（矢量瓦片）。看得到哪些记录由登录账号或接口密钥的管辖范围决定。</p>
<p class="quiet">Published record sets as OGC API Features and Tiles, within the area of the account or API key.</p>
<nav>
  <a href="${base}/collections?f=html">数据集</a> <a href="${base}/api?f=html">接口描述</a>
  <a href="${base}/conformance?f=html">符合的标准</a> <a href="${base}/tileMatrixSets?f=html">瓦片方案</a> <a href="/api">业务接口与变更推送</a>
</nav>
<h2>用程序读取</h2>
<pre>curl -H "Authorization: Bearer trk_…" "${base}/collections"
GDAL_HTTP_HEADERS="Authorization: Bearer trk_…" ogrinfo -ro OAPIF:${base}</pre>
<p>QGIS：图层 › 添加图层 › 添加 WFS / OGC API 要素图层，地址填 <code>${base}</code>，认证选“API Header”，名称 <code>Authorization</code>，值 <code>Bearer trk_…</code>。</p>`;
}

export function listPage(values: readonly string[]): Html {
  return html`<ul>${values.map((value) => html`<li><code>${value}</code></li>`)}</ul>`;
}

export function collectionsPage(sets: readonly RecordSet[], base: string): Html {
  if (sets.length === 0) return html`<p>您的账号看不到已发布的数据集。如工作需要，请联系系统管理员。</p>`;
  return html`<div class="wide"><table>
<thead><tr><th>数据集</th><th>名称</th><th>英文名</th><th></th></tr></thead>
<tbody>${sets.map(
    ({ id, titleZh, titleEn }) => html`<tr>
<td><code>${id}</code></td><td><a href="${base}/collections/${id}?f=html">${titleZh}</a></td><td>${titleEn}</td>
<td><a href="${base}/collections/${id}/items?f=html">要素</a></td></tr>`,
  )}</tbody></table></div>`;
}

export function collectionPage(set: RecordSet, { bbox, days }: CollectionExtent, links: readonly Link[]): Html {
  return html`
<p class="quiet">${set.titleEn}</p>
<div class="wide"><table><tbody>
<tr><th>范围</th><td>${bbox === null ? "—" : bbox.map((value) => value.toFixed(5)).join(", ")}</td></tr>
<tr><th>时间</th><td>${days === null ? "—" : `${days[0] ?? ".."} 至 ${days[1] ?? ".."}`}</td></tr>
<tr><th>属性</th><td>${set.fields.map(({ name, labelZh }) => html`<code>${name}</code> ${labelZh}　`)}</td></tr>
<tr><th>坐标系</th><td>${REFERENCE_SYSTEMS.map(({ uri, titleZh }) => html`<code>${uri}</code> ${titleZh}<br>`)}</td></tr>
</tbody></table></div>
${linkList(links)}`;
}

export function linkList(links: readonly Link[]): Html {
  return html`<h2>链接</h2><ul>${links.map(
    ({ href, rel, type, title, templated }) =>
      html`<li>${templated === true ? html`<code>${href}</code>` : html`<a href="${href}">${title ?? href}</a>`} <span class="quiet">${rel} · ${type ?? ""}</span></li>`,
  )}</ul>`;
}

/** Columns of the page; all of them are in the data. */
const COLUMNS = 8;

export function itemsPage(
  set: RecordSet,
  features: readonly Feature[],
  place: { readonly matched: number; readonly next: string | null; readonly base: string },
  choicesOf: ChoicesOf,
): Html {
  const { matched, next, base } = place;
  const columns = set.fields.slice(0, COLUMNS);
  return html`
<p>共 ${matched} 个，本页 ${features.length} 个。${next === null ? "" : html` <a href="${next}" rel="next">下一页</a>`}</p>
<div class="wide"><table>
<thead><tr>${columns.map(({ labelZh, unit }) => html`<th>${labelZh}${unit === undefined ? "" : `（${unit}）`}</th>`)}</tr></thead>
<tbody>${features.map(
    ({ id, properties }) =>
      html`<tr>${columns.map((field, index) => {
        const text = textOf(properties[field.name], field, choicesOf);
        const isNumber = field.kind === "number" || field.kind === "integer";
        const address = `${base}/collections/${set.id}/items/${id}?f=html`;
        return html`<td${isNumber ? html` class="number"` : ""}>${index === 0 ? html`<a href="${address}">${text}</a>` : text}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;
}

/** What every feature has besides its fields. */
const OWN_LABELS: Readonly<Record<string, string>> = { version: "版本", updatedAt: "更新时间" };

export function featurePage(set: RecordSet, { properties, json }: Feature, choicesOf: ChoicesOf): Html {
  const rows = Object.entries(properties).map(([name, value]) => {
    const field = set.fields.find((one) => one.name === name);
    const label = field?.labelZh ?? OWN_LABELS[name] ?? name;
    return html`<tr><th>${label}</th><td><code>${name}</code></td><td>${textOf(value, field, choicesOf)}</td></tr>`;
  });
  return html`<div class="wide"><table><tbody>${rows}</tbody></table></div>
<details><summary>GeoJSON</summary><div><pre>${JSON.stringify(JSON.parse(`${json}}`), null, 1)}</pre></div></details>`;
}

export function schemaPage(schema: unknown): Html {
  return html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}

function textOf(value: FieldValue | undefined, field: RecordField | undefined, choicesOf: ChoicesOf): string {
  if (value === null || value === undefined || value === "") return "—";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return field?.decimals === undefined ? String(value) : value.toFixed(field.decimals);
  return (field && choicesOf(field).find((choice) => choice.value === value)?.labelZh) ?? value;
}
