import { Buffer } from "node:buffer";
import { type Html, type HtmlContent, html } from "./html.ts";

export interface ReportColumn {
  readonly header: HtmlContent;
  readonly align?: "left" | "center" | "right";
}

export interface ReportTable {
  readonly caption?: string;
  readonly columns: readonly ReportColumn[];
  /** Cells as they are to be read: numbers are formatted by the caller. */
  readonly rows: readonly (readonly HtmlContent[])[];
  readonly totals?: readonly HtmlContent[];
}

export function section(title: string, ...content: readonly HtmlContent[]): Html {
  return html`<section>
<h2>${title}</h2>
${content}
</section>
`;
}

export function table({ caption, columns, rows, totals }: ReportTable): Html {
  const row = (cells: readonly HtmlContent[]) =>
    html`<tr>${cells.map((cell, index) => html`<td class="${columns[index]?.align ?? "left"}">${cell}</td>`)}</tr>
`;
  return html`<table>
${caption === undefined ? undefined : html`<caption>${caption}</caption>`}
<thead><tr>${columns.map(({ header, align }) => html`<th scope="col" class="${align ?? "left"}">${header}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
${totals === undefined ? undefined : html`<tfoot>${row(totals)}</tfoot>`}
</table>
`;
}

export function definitionList(entries: readonly (readonly [term: HtmlContent, description: HtmlContent])[]): Html {
  return html`<dl>
${entries.map(
  ([term, description]) => html`<dt>${term}</dt><dd>${description}</dd>
`,
)}</dl>
`;
}

/** A picture or a chart with its caption below it. */
export function figure(content: Html, caption: HtmlContent): Html {
  return html`<figure>${content}<figcaption>${caption}</figcaption></figure>
`;
}

/** A PNG inside the page itself. `alternative` says what it shows to those who cannot see it. */
export function pngImage(png: Uint8Array, alternative: string): Html {
  return html`<img src="data:image/png;base64,${Buffer.from(png).toString("base64")}" alt="${alternative}">`;
}
