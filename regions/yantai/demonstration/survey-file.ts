import { stringify } from "yaml";
import { targets } from "../targets.ts";
import { firstRainYear, lastRainYear } from "./rain.ts";
import { coverHalfMonths, understoreyOf } from "./vegetation-cover.ts";

/** 演示值: T of the whole area; the figure for 山东丘陵 is not known to us (domain facts: `[?]`). */
const DEMONSTRATION_TILLAGE = 0.4;

export function coverFile(year: number, halfMonth: number): string {
  return `cover-${year}-${String(halfMonth).padStart(2, "0")}.tif`;
}

/** `survey-YEAR.yaml`: the survey of one year over the files beside it. */
export function surveyFile(year: number): string {
  const config = {
    title: "烟台市水土流失动态监测",
    year,
    product: "multi-year-mean",
    demonstration: true,
    dem: { path: "dem.tif" },
    rain: { daily: "rain-daily.csv" },
    soil: { path: "soil.tif", table: "soil.csv" },
    landUse: { path: `land-use-${year}.tif`, scheme: "monitoring" },
    cover: {
      rasters: coverHalfMonths.map((halfMonth) => ({ path: coverFile(year, halfMonth), halfMonth })),
      unit: "percent",
      understorey: understoreyOf(year),
    },
    measures: { path: `measures-${year}.geojson`, field: "measure" },
    tillage: { factor: DEMONSTRATION_TILLAGE },
    zones: { path: "zones.geojson", nameField: "name", codeField: "code" },
    tolerance: 200,
    targets: targets
      .filter((target) => target.id === "conservation-rate")
      .map(({ byYear, target }) => ({ year: byYear, rate: target.value, source: target.source })),
  };
  const heading = [
    "# 演示数据：由程序按公开地理常识生成,地形、边界、土地利用、土壤、降雨均非实测,结果不得作为成果使用。",
    `# 降雨为虚构的演示站 ${firstRainYear}–${lastRainYear} 年日雨量；耕作措施因子 T = ${DEMONSTRATION_TILLAGE} 为演示值。`,
    "# Demonstration data, generated; nothing here was measured. Never use a result of it as one.",
  ];
  return `${heading.join("\n")}\n${stringify(config)}`;
}
