import { type Html, type HtmlContent, html } from "./html.ts";

export interface ReportPage {
  readonly language: "zh-CN" | "en";
  readonly title: string;
  /** Small lines below the title: year, time, run. */
  readonly subtitle?: readonly string[];
  /** A mark that every page carries, e.g. 示意数据. */
  readonly mark?: string;
  readonly sections: readonly Html[];
  readonly footer?: string;
}

// One column of A4; colours are kept in print because the classes of a map are its content.
const STYLE: Html = {
  markup: `
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0 auto; max-width: 182mm; padding: 8mm 4mm; color: #1f2321; background: #fff;
  font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 28px 0 8px; padding-bottom: 4px; border-bottom: 1px solid #cfd6d1; break-after: avoid; }
.subtitle, figcaption, caption, footer { color: #5b645f; font-size: 12px; }
.subtitle { margin: 0; }
.mark { display: inline-block; margin-top: 8px; padding: 1px 8px; border: 1px solid #b98900; color: #7d5d00; font-size: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 4px; }
thead { display: table-header-group; }
th, td { padding: 3px 6px; border-bottom: 1px solid #dde2df; text-align: left; vertical-align: top; }
th { font-weight: 600; background: #f1f5f2; }
.right { text-align: right; } .center { text-align: center; }
tr { break-inside: avoid; }
tfoot td { font-weight: 600; border-top: 2px solid #5b645f; }
figure { margin: 12px 0; break-inside: avoid; }
figure img, figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 4px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
dt { color: #5b645f; } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 32px; padding-top: 8px; border-top: 1px solid #cfd6d1; }
@media print { body { max-width: none; padding: 0; } }
`,
};

/** A whole HTML file that needs nothing beside itself: no script, no address, styles and pictures inside. */
export function reportPage(page: ReportPage): string {
  const subtitle: HtmlContent = (page.subtitle ?? []).map((line) => html`<p class="subtitle">${line}</p>`);
  const { markup } = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${page.title}</h1>
${subtitle}
${page.mark === undefined ? undefined : html`<span class="mark">${page.mark}</span>`}
</header>
<main>
${page.sections}
</main>
${page.footer === undefined ? undefined : html`<footer>${page.footer}</footer>`}
</body>
</html>
`;
  return markup;
}
