import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { TerraceError } from "#errors";
import type { SurveyConfig } from "../../model/index.ts";
import { computeErosivity } from "../compute-erosivity.query.ts";
import type { SurveyRecord } from "../survey-record.ts";
import { constantFactor, type FactorSource } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { continuousRaster } from "./raster-input.ts";

export interface RainInput {
  /** R, MJ·mm/(hm²·h·a). */
  readonly erosivity: FactorSource;
  /** Share of each half-month in R, 24 values; undefined where the input does not tell. */
  readonly weights: readonly number[] | undefined;
}

export async function openRain(config: SurveyConfig["rain"], context: InputContext): Promise<RainInput> {
  const { record } = context;
  if ("annual" in config) {
    record.addConstant("rain", config.annual);
    return { erosivity: constantFactor(config.annual), weights: await weightsOf(config.weights, context) };
  }
  if ("daily" in config) return rainFromDays(config, context);
  const erosivity = await continuousRaster("rain", config, context, {
    least: 0,
    most: 100_000,
    unit: "MJ·mm/(hm²·h·a)",
  });
  return { erosivity, weights: await weightsOf(config.weights, context) };
}

async function rainFromDays(
  config: Extract<SurveyConfig["rain"], { daily: string }>,
  context: InputContext,
): Promise<RainInput> {
  const path = context.resolve(config.daily);
  const report = await computeErosivity(
    path,
    config.maximumMissingDays === undefined ? {} : { maximumMissingDays: config.maximumMissingDays },
  );
  const years = report.yearsUsed;
  await context.record.addFile("rain", path, {
    crs: null,
    alignment: "constant",
    notes: [
      {
        zh: `${years.length} 年（${years[0]}–${years[years.length - 1]}）多年平均 R = ${report.annual.toFixed(2)}`,
        en: `mean R of ${years.length} years (${years[0]}–${years[years.length - 1]}) = ${report.annual.toFixed(2)}`,
      },
      ...report.notes,
    ],
  });
  recordModel(context.record);
  for (const { zh, en } of report.notes) {
    context.record.warn({ zh: `降雨 ${report.file}：${zh}`, en: `Rain ${report.file}: ${en}` });
  }
  return { erosivity: constantFactor(report.annual), weights: report.weights };
}

function recordModel(record: SurveyRecord): void {
  for (const id of ["erosiveDay", "exponent", "warmCoefficient", "coldCoefficient", "maximumMissingDays"]) {
    record.addReference(`rain.${id}`, "R");
  }
}

async function weightsOf(
  weights: readonly number[] | string | undefined,
  context: InputContext,
): Promise<readonly number[] | undefined> {
  if (weights === undefined) return undefined;
  const values = typeof weights === "string" ? await readWeights(context.resolve(weights)) : weights;
  const sum = values.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > 0.001) throw weightsDoNotSum(sum);
  return values;
}

async function readWeights(path: string): Promise<readonly number[]> {
  const file = basename(path);
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    const weights = Array.isArray(parsed) ? parsed : (parsed as { weights?: unknown }).weights;
    if (Array.isArray(weights) && weights.length === 24 && weights.every((value) => Number.isFinite(value)))
      return weights;
  } catch (cause) {
    throw weightsUnreadable(file, cause);
  }
  throw weightsUnreadable(file, undefined);
}

function weightsUnreadable(file: string, cause: unknown): TerraceError {
  return new TerraceError({
    code: "rain-weights-unreadable",
    userMessage: `${file} 中没有 24 个半月权重。请用 terrace erosivity 雨量.csv --json > ${file} 生成。`,
    message: `${file} has no 24 half-month weights; make it with terrace erosivity rain.csv --json.`,
    cause,
  });
}

function weightsDoNotSum(sum: number): TerraceError {
  return new TerraceError({
    code: "rain-weights-sum",
    userMessage: `24 个半月权重之和应为 1，实为 ${sum.toFixed(4)}。请检查权重。`,
    message: `The 24 half-month weights add up to ${sum.toFixed(4)}, not 1.`,
  });
}
