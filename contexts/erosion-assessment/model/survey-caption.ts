import type { SurveySummary } from "./survey-summary.ts";

/** How a survey is named above a table, a map or a page: title, year, kind of product, and the mark of a demonstration. */
export function surveyCaption(summary: Pick<SurveySummary, "title" | "year" | "product" | "demonstration">): string {
  const product = summary.product === "actual-year" ? "当年实际降雨" : "多年平均降雨";
  const mark = summary.demonstration ? "（演示）" : "";
  return `${summary.title}${mark} ${summary.year} 年 ${product}`;
}
