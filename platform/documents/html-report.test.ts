import { expect, test } from "vitest";
import {
  definitionList,
  escapeHtml,
  figure,
  html,
  pngImage,
  reportPage,
  section,
  stackedBarChart,
  table,
} from "./index.ts";

test("everything put into a template is escaped, markup made here is not", () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  expect(html`<p>${"<b>"}${html`<i>${1}</i>`}${undefined}${["a", html`<br>`]}</p>`.markup).toBe(
    "<p>&lt;b&gt;<i>1</i>a<br></p>",
  );
});

test("a table has its heading, right-aligned figures and a totals row", () => {
  const { markup } = table({
    caption: "分级面积",
    columns: [{ header: "行政区" }, { header: "轻度（km²）", align: "right" }],
    rows: [["甲<县>", "1.00"]],
    totals: ["合计", "1.00"],
  });
  expect(markup).toContain('<th scope="col" class="right">轻度（km²）</th>');
  expect(markup).toContain('<td class="left">甲&lt;县&gt;</td><td class="right">1.00</td>');
  expect(markup).toContain('<tfoot><tr><td class="left">合计</td>');
});

test("bars are in proportion, stacked without a gap, with the total at the end", () => {
  const { markup } = stackedBarChart({
    title: "各区市水土流失面积",
    unit: "km²",
    series: [
      { name: "轻度", colour: "#fff3b0" },
      { name: "中度", colour: "#fdc35f" },
    ],
    bars: [
      { label: "甲县", values: [3, 1] },
      { label: "乙县", values: [2, 0] },
    ],
    format: (total) => total.toFixed(1),
  });
  const bars = [...markup.matchAll(/<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)" height="18"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  // The longest bar, 4 km², takes the 540 units between labels and totals: 135 units a km².
  expect(bars).toEqual([
    [96, 52, 405],
    [501, 52, 135],
    [96, 78, 270],
    [366, 78, 0],
  ]);
  expect(markup).toContain(">4.0</text>");
  expect(markup).toContain('aria-label="各区市水土流失面积（km²）"');
});

test("a chart whose values are all zero draws no bar and no NaN", () => {
  const { markup } = stackedBarChart({
    title: "x",
    unit: "km²",
    series: [{ name: "轻度", colour: "red" }],
    bars: [{ label: "甲县", values: [0] }],
    format: String,
  });
  expect(markup).not.toContain("NaN");
});

test("the page stands alone: language, style, pictures inside, no script and no address", () => {
  const page = reportPage({
    language: "zh-CN",
    title: "土壤侵蚀调查 <2024>",
    subtitle: ["run-7"],
    mark: "示意数据",
    sections: [
      section("概况", definitionList([["水土保持率", "71.80 %"]])),
      section("图", figure(pngImage(new Uint8Array([137, 80, 78, 71]), "侵蚀强度图"), "图 1")),
    ],
    footer: "Terrace 智慧水保",
  });
  expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  expect(page).toContain("<title>土壤侵蚀调查 &lt;2024&gt;</title>");
  expect(page).toContain('<span class="mark">示意数据</span>');
  expect(page).toContain("<dt>水土保持率</dt><dd>71.80 %</dd>");
  expect(page).toContain('<img src="data:image/png;base64,iVBORw==" alt="侵蚀强度图">');
  expect(page).not.toMatch(/<script|https?:/);
});
