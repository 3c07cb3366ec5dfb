/**
 * How far a value may be trusted.
 * - `verified`: read in the standard or paper that `source` names.
 * - `computed`: worked out here from verified values.
 * - `memory-high|medium|low`: known from practice, not yet read in the text of the standard: shown as 待核 wherever it acts.
 * - `design`: a proposal of this product, not a rule of any standard.
 * - `demonstration`: a figure to make the demonstration run, never to be used for a real survey: shown as 演示.
 */
export type Confidence =
  | "verified"
  | "memory-high"
  | "memory-medium"
  | "memory-low"
  | "computed"
  | "design"
  | "demonstration";

/** A value with its origin and the period in which it holds (ISO dates; null where the standard does not say or is not known). */
export interface ReferenceRow<T> {
  readonly value: T;
  readonly source: string;
  readonly confidence: Confidence;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** A row whose period is not known. */
export function referenceRow<T>(value: T, source: string, confidence: Confidence): ReferenceRow<T> {
  return { value, source, confidence, validFrom: null, validTo: null };
}

/** Whether a screen must mark the value 待核: it has not been read in the standard. */
export function isUnconfirmed(row: { readonly confidence: Confidence }): boolean {
  return row.confidence.startsWith("memory-");
}

/** Whether a screen must mark the value 演示. */
export function isDemonstration(row: { readonly confidence: Confidence }): boolean {
  return row.confidence === "demonstration";
}

/** The mark that a screen or report sets beside a value: 待核, 演示, or nothing. */
export function confidenceMark(row: { readonly confidence: Confidence }): "待核" | "演示" | undefined {
  if (isUnconfirmed(row)) return "待核";
  return isDemonstration(row) ? "演示" : undefined;
}

/** Titles of the sources that several tables cite. */
export const sources = {
  monitoringRules: "《区域水土流失动态监测技术规定（试行）》（2018）",
  chinaXiv: "ChinaXiv:202108.00091（常梦迪 2021）",
  sl190: "SL 190-2007《土壤侵蚀分类分级标准》",
  gbt21010: "GB/T 21010-2017《土地利用现状分类》",
  design: "本产品设计",
} as const;
