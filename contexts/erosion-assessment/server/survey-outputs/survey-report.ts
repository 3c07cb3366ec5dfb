import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  definitionList,
  figure,
  type Html,
  html,
  pngImage,
  reportPage,
  section,
  stackedBarChart,
  table,
} from "#platform/documents";
import { intensityClasses } from "#reference-data";
import { type Provenance, type SurveySummary, surveyCaption, type ZoneSummary } from "../../model/index.ts";
import { alignmentLabel, roleName } from "../survey-inputs/input-roles.ts";
import { confidenceLabel } from "./confidence-label.ts";
import { overviewPicture } from "./overview-picture.ts";

/** `report.html`: one self-contained page with the finding, the maps, the table, the chart, and what it all rests on. */
export async function writeSurveyReport(
  directory: string,
  summary: SurveySummary,
  provenance: Provenance,
): Promise<void> {
  const page = reportPage({
    language: "zh-CN",
    title: `${summary.title}（${summary.year} 年）`,
    subtitle: [
      `${surveyCaption(summary)}；容许土壤流失量 ${summary.toleranceModulus} t/(km²·a)`,
      `栅格 ${summary.grid.cellWidth} × ${summary.grid.cellHeight} m，${summary.grid.crs}；运行 ${summary.runId}；完成于 ${localTime(provenance.finishedAt)}`,
    ],
    ...(summary.demonstration ? { mark: "演示数据，不得作为成果使用" } : {}),
    sections: [
      section("结论", finding(summary)),
      section("分布", ...(await maps(directory, summary))),
      section("各级侵蚀面积", areaTable(summary), chart(summary)),
      section("输入", inputsTable(provenance)),
      section("参数", parametersTable(provenance)),
      section("方法", method()),
      ...(summary.warnings.length + provenance.repairs.length > 0
        ? [section("提示与修复", notes(summary, provenance))]
        : []),
    ],
    footer: `智慧水保 Terrace ${provenance.programVersion}。每个数字可由同目录的 summary.json、summary.xlsx 与栅格复算。`,
  });
  await writeFile(join(directory, "report.html"), page);
}

function finding(summary: SurveySummary): Html {
  const { total } = summary;
  const rate = total.conservationRatePercent;
  const targets = summary.targets.map((target) => {
    const gap = rate === null ? null : rate - target.rate * 100;
    const words =
      gap === null ? "—" : gap >= 0 ? `高出 ${gap.toFixed(2)} 个百分点` : `还差 ${(-gap).toFixed(2)} 个百分点`;
    return [`${target.year} 年目标 ${(target.rate * 100).toFixed(2)} %`, `${words}（${target.source}）`] as const;
  });
  return definitionList([
    ["水土保持率", rate === null ? "—" : `${rate.toFixed(2)} %`],
    ["水土流失面积（轻度及以上）", `${squareKilometres(total.soilWaterLossAreaKm2)} km²`],
    ["统计面积", `${squareKilometres(total.areaKm2)} km²（椭球面积）`],
    ["平均土壤侵蚀模数", total.meanErosionModulus === null ? "—" : `${total.meanErosionModulus.toFixed(2)} t/(km²·a)`],
    ["土壤流失总量", `${total.totalSoilLossTonnes.toLocaleString("zh-CN")} t/a`],
    ...targets,
  ]);
}

async function maps(directory: string, summary: SurveySummary): Promise<Html[]> {
  const mark = summary.demonstration ? "示意图，不作为测绘成果。" : "";
  const intensity = await overviewPicture(join(directory, "intensity.tif"), join(directory, "hillshade.tif"));
  const legend = intensityClasses.map(
    ({ zh, colour }) =>
      html`<span style="white-space:nowrap;margin-right:12px"><span style="display:inline-block;width:12px;height:12px;background:${colour};border:1px solid #8a918d"></span> ${zh}</span>`,
  );
  return [
    figure(html`${pngImage(intensity, "土壤侵蚀强度分布图")}<p>${legend}</p>`, `土壤侵蚀强度分布，上北下南。${mark}`),
  ];
}

function areaTable(summary: SurveySummary): Html {
  const row = (zone: ZoneSummary) => [
    zone.name,
    squareKilometres(zone.areaKm2),
    ...intensityClasses.map(({ id }) => squareKilometres(zone.classKm2[id])),
    squareKilometres(zone.soilWaterLossAreaKm2),
    zone.conservationRatePercent === null ? "—" : zone.conservationRatePercent.toFixed(2),
    zone.meanErosionModulus === null ? "—" : zone.meanErosionModulus.toFixed(2),
  ];
  const right = "right" as const;
  return table({
    caption: "面积单位 km²；水土保持率 %；平均模数 t/(km²·a)",
    columns: [
      { header: "分区" },
      { header: "面积", align: right },
      ...intensityClasses.map(({ zh }) => ({ header: zh, align: right })),
      { header: "流失面积", align: right },
      { header: "水土保持率", align: right },
      { header: "平均模数", align: right },
    ],
    rows: summary.zones.map(row),
    totals: row(summary.total),
  });
}

function chart(summary: SurveySummary): Html {
  const zones = [...summary.zones].sort((a, b) => b.soilWaterLossAreaKm2 - a.soilWaterLossAreaKm2);
  const lossClasses = intensityClasses.filter(({ countsAsLoss }) => countsAsLoss);
  const worst = zones[0];
  const title = worst === undefined ? "各分区水土流失面积" : `水土流失面积最大的是${worst.name}`;
  return stackedBarChart({
    title,
    unit: "km²",
    series: lossClasses.map(({ zh, colour }) => ({ name: zh, colour })),
    bars: zones.map((zone) => ({ label: zone.name, values: lossClasses.map(({ id }) => zone.classKm2[id]) })),
    format: squareKilometres,
  });
}

function inputsTable(provenance: Provenance): Html {
  return table({
    columns: [
      { header: "输入" },
      { header: "文件或常数" },
      { header: "对齐" },
      { header: "SHA-256" },
      { header: "说明" },
    ],
    rows: provenance.inputs.map((input) => [
      roleName(input.role),
      input.file ?? `常数 ${input.constant}`,
      alignmentLabel(input.alignment),
      input.sha256?.slice(0, 12) ?? "—",
      input.notes.map(({ zh }) => zh).join("；"),
    ]),
  });
}

function parametersTable(provenance: Provenance): Html {
  return table({
    columns: [
      { header: "参数" },
      { header: "取值", align: "right" },
      { header: "单位" },
      { header: "依据" },
      { header: "可信程度" },
    ],
    rows: provenance.parameters.map((parameter) => [
      parameter.name,
      String(parameter.value ?? "—"),
      parameter.unit ?? "",
      parameter.source,
      confidenceLabel(parameter.confidence),
    ]),
  });
}

function method(): Html {
  return html`<p>中国土壤流失方程 A = R·K·L·S·B·E·T,A 以 t/(hm²·a) 计，乘以 100 为土壤侵蚀模数 t/(km²·a)，按 SL 190-2007 分级。耕地用 T(B = 1)，非耕地用 B(T = 1)。
水土保持率 =（统计面积 − 水土流失面积）/ 统计面积，水土流失面积为轻度及以上。面积在 CGCS2000 椭球面上计算；表中各级之和等于面积，各分区之和等于合计（最大余数法）。</p>`;
}

function notes(summary: SurveySummary, provenance: Provenance): Html {
  return html`<ul>${[...summary.warnings, ...provenance.repairs].map(({ zh }) => html`<li>${zh}</li>`)}</ul>`;
}

function squareKilometres(value: number): string {
  return value.toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function localTime(iso: string): string {
  return new Date(iso).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });
}
