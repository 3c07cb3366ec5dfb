import { type Confidence, type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/**
 * A constant of the equations that the engine has built in, with its origin: what a survey records in its provenance. The values
 * must be those of the engine, which a test holds them to.
 */
export interface CsleParameter extends ReferenceRow<number> {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string | null;
}

function parameter(
  id: string,
  zh: string,
  en: string,
  unit: string | null,
  value: number,
  source: string,
  confidence: Confidence,
): CsleParameter {
  return { id, zh, en, unit, ...referenceRow(value, source, confidence) };
}

const RAIN = "Xie 等 2016，J. Hydrol. 535；动态监测采用";
const LENGTH = sources.monitoringRules;
const CUT = "RUSLE_LS 工具（crazyzlj/Python）；Hickey 与 Van Remortel 方法";

export const csleParameters: readonly CsleParameter[] = [
  parameter("rain.erosiveDay", "侵蚀性日雨量标准", "Erosive daily rain", "mm", 10, RAIN, "memory-high"),
  parameter("rain.exponent", "日雨量指数", "Exponent of daily rain", null, 1.7265, RAIN, "memory-high"),
  parameter(
    "rain.warmCoefficient",
    "暖季系数 α（5—9 月）",
    "Coefficient α, May to September",
    null,
    0.3937,
    RAIN,
    "memory-high",
  ),
  parameter(
    "rain.coldCoefficient",
    "冷季系数 α（10—4 月）",
    "Coefficient α, October to April",
    null,
    0.3101,
    RAIN,
    "memory-high",
  ),
  parameter(
    "rain.maximumMissingDays",
    "采用年份允许缺测天数",
    "Missing days allowed in a year",
    "d",
    18,
    sources.design,
    "design",
  ),
  parameter(
    "soil.siPerCustomary",
    "K 由美制换算为国际制的系数",
    "K from US customary to SI units",
    null,
    0.1317,
    "Foster 等 1981；authorea 304671",
    "verified",
  ),
  parameter(
    "steepness.gentle.factor",
    "S 缓坡系数（θ < 5°）",
    "S of gentle slopes, factor (θ < 5°)",
    null,
    10.8,
    "McCool 1987；authorea 304671",
    "verified",
  ),
  parameter(
    "steepness.gentle.offset",
    "S 缓坡常数",
    "S of gentle slopes, constant",
    null,
    0.03,
    "McCool 1987；authorea 304671",
    "verified",
  ),
  parameter(
    "steepness.middle.factor",
    "S 中坡系数（5°—10°）",
    "S of middle slopes, factor (5°–10°)",
    null,
    16.8,
    "McCool 1987；authorea 304671",
    "verified",
  ),
  parameter(
    "steepness.middle.offset",
    "S 中坡常数",
    "S of middle slopes, constant",
    null,
    -0.5,
    "McCool 1987；authorea 304671",
    "verified",
  ),
  parameter(
    "steepness.steep.factor",
    "S 陡坡系数（θ ≥ 10°）",
    "S of steep slopes, factor (θ ≥ 10°)",
    null,
    21.91,
    "Liu 1994",
    "memory-high",
  ),
  parameter(
    "steepness.steep.offset",
    "S 陡坡常数",
    "S of steep slopes, constant",
    null,
    -0.96,
    "Liu 1994",
    "memory-high",
  ),
  parameter(
    "steepness.middleFrom",
    "S 缓、中坡分界",
    "Limit of gentle and middle slopes",
    "°",
    5,
    LENGTH,
    "memory-high",
  ),
  parameter(
    "steepness.steepFrom",
    "S 中、陡坡分界",
    "Limit of middle and steep slopes",
    "°",
    10,
    sources.chinaXiv,
    "verified",
  ),
  parameter(
    "length.standardPlot",
    "标准小区坡长",
    "Length of the standard plot",
    "m",
    22.13,
    "USLE 标准小区",
    "verified",
  ),
  parameter(
    "length.exponentTo1",
    "坡长指数 m（θ ≤ 1°）",
    "Exponent m of slope length (θ ≤ 1°)",
    null,
    0.2,
    LENGTH,
    "memory-high",
  ),
  parameter(
    "length.exponentTo3",
    "坡长指数 m（1°—3°）",
    "Exponent m of slope length (1°–3°)",
    null,
    0.3,
    LENGTH,
    "memory-high",
  ),
  parameter(
    "length.exponentTo5",
    "坡长指数 m（3°—5°）",
    "Exponent m of slope length (3°–5°)",
    null,
    0.4,
    LENGTH,
    "memory-high",
  ),
  parameter(
    "length.exponentAbove5",
    "坡长指数 m（θ > 5°）",
    "Exponent m of slope length (θ > 5°)",
    null,
    0.5,
    LENGTH,
    "memory-high",
  ),
  parameter("length.maximum", "最大坡长", "Greatest slope length", "m", 100, LENGTH, "memory-medium"),
  parameter(
    "length.gentleCutFactor",
    "坡长截断系数（θ < 5°）",
    "Cut of slope length (θ < 5°)",
    null,
    0.7,
    CUT,
    "verified",
  ),
  parameter(
    "length.steepCutFactor",
    "坡长截断系数（θ ≥ 5°）",
    "Cut of slope length (θ ≥ 5°)",
    null,
    0.5,
    CUT,
    "verified",
  ),
];

export function csleParameterOf(id: string): CsleParameter | undefined {
  return csleParameters.find((row) => row.id === id);
}
