import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { parse as parseYaml, YAMLParseError } from "yaml";
import {
  type SurveyRequest,
  type SurveySummary,
  surveyCaption,
  surveyConfigFrom,
} from "#contexts/erosion-assessment/model";
import { runSurvey, surveyStageLabel } from "#contexts/erosion-assessment/server";
import { TerraceError } from "#errors";
import { type FlagTable, misused, parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { ProgressBar } from "./progress-bar.ts";
import { expandCoverPaths, surveyFlags, surveyPathFlags } from "./survey-flags.ts";
import { surveyHelp } from "./survey-help.ts";

export const surveyCommand: Command = {
  help: surveyHelp,
  run: runSurveyCommand,
};

const flags: FlagTable = {
  config: { type: "string" },
  out: { type: "string" },
  json: { type: "boolean" },
  ...surveyFlags,
};

async function runSurveyCommand(args: readonly string[], interruption: AbortSignal): Promise<void> {
  const parsed = parseArguments("survey", args, flags);
  if (parsed.positionals.length > 0) {
    throw misused("survey", `多余的参数 ${parsed.positionals.join(" ")}`, "surplus arguments");
  }
  const outDirectory = resolve(parsed.required("out"));
  const configPath = parsed.text("config");
  const { config: _config, out: _out, json: _json, ...given } = parsed.given;
  const fromFile = configPath === undefined ? {} : await readConfigFile(configPath);
  const fromFlags = await absoluteFlagPaths(requestFromFlags(given));
  const request = { year: new Date().getFullYear(), ...fromFile, ...fromFlags };
  const config = surveyConfigFrom(request);
  const progress = new ProgressBar();
  try {
    const summary = await runSurvey(config, {
      baseDirectory: configPath === undefined ? process.cwd() : dirname(resolve(configPath)),
      outDirectory,
      interruption,
      onProgress: ({ stage, fraction }) => progress.show(surveyStageLabel(stage), fraction),
      onNotice: (notice) => {
        progress.clear();
        process.stderr.write(`提示：${notice}\n`);
      },
    });
    progress.clear();
    process.stdout.write(
      parsed.flag("json") ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary, outDirectory),
    );
  } finally {
    progress.clear();
  }
}

/** Flags are kebab-case keys of the request; `--no-factors` and the like are said the other way round there. */
function requestFromFlags(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { "no-factors": noFactors, ...rest } = given;
  return noFactors === true ? { ...rest, factors: false } : rest;
}

/** Paths on the command line are relative to the working directory, also beside a configuration file elsewhere. */
async function absoluteFlagPaths(request: Record<string, unknown>): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...request };
  for (const key of surveyPathFlags) {
    const value = result[key];
    if (typeof value === "string" && !Number.isFinite(Number(value))) result[key] = resolve(value);
  }
  const weights = result["rain-weights"];
  if (typeof weights === "string" && !weights.includes(",")) result["rain-weights"] = resolve(weights);
  const cover = result.cover;
  if (typeof cover === "string" && !Number.isFinite(Number(cover))) result.cover = await expandCoverPaths(cover);
  return result;
}

async function readConfigFile(path: string): Promise<SurveyRequest> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new TerraceError({
      code: "survey-config-missing",
      userMessage: `读不到配置文件 ${path}。请检查路径和读取权限。`,
      message: `Cannot read the configuration ${path}.`,
      cause,
    });
  }
  const parsed = parseConfigText(text, file);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as SurveyRequest;
  throw new TerraceError({
    code: "survey-config-unreadable",
    userMessage: `配置文件 ${file} 应为“项: 值”形式的 YAML。示例见 terrace survey --help。`,
    message: `The configuration ${file} is not a YAML mapping.`,
  });
}

function parseConfigText(text: string, file: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    const line = cause.linePos?.[0].line;
    throw new TerraceError({
      code: "survey-config-unreadable",
      userMessage: `配置文件 ${file} 第 ${line ?? "?"} 行不是正确的 YAML。请检查缩进、冒号和引号。`,
      message: `The configuration ${file} is not valid YAML at line ${line ?? "?"}: ${cause.message}`,
      cause,
    });
  }
}

function summaryText(summary: SurveySummary, outDirectory: string): string {
  const rows = [...summary.zones, summary.total].map((zone) => {
    const rate = zone.conservationRatePercent === null ? "—" : zone.conservationRatePercent.toFixed(2);
    const modulus = zone.meanErosionModulus === null ? "—" : zone.meanErosionModulus.toFixed(0);
    return [zone.name, zone.areaKm2.toFixed(2), zone.soilWaterLossAreaKm2.toFixed(2), rate, modulus];
  });
  const header = ["分区", "面积 km²", "流失面积 km²", "水土保持率 %", "平均模数 t/(km²·a)"];
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => displayWidth(row[column] ?? ""), displayWidth(title))),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => pad(cell, widths[column]!, column > 0)).join("  ");
  const unconfirmed = summary.unconfirmed.map((parameter) => `${parameter.name} = ${parameter.value}`);
  return [
    surveyCaption(summary),
    "",
    line(header),
    ...rows.map(line),
    "",
    ...(unconfirmed.length > 0 ? [`待核参数：${unconfirmed.join("；")}`] : []),
    `成果：${outDirectory}（summary.xlsx、report.html、soil-loss.tif、intensity.tif …）`,
    `在地图上查看：./terrace serve --run ${outDirectory}`,
    "",
  ].join("\n");
}

/** Chinese characters take two columns of a terminal. */
function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}

function pad(text: string, width: number, isRight: boolean): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return isRight ? space + text : text + space;
}
