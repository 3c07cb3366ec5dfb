import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { Session, Transaction } from "#platform/database";
import { withFileErrors } from "#platform/files";
import type { Jobs } from "#platform/jobs";
import {
  type SurveyConfig,
  type SurveyInputFile,
  type SurveyRequest,
  type SurveyRunRequest,
  surveyConfigFrom,
  surveyJobKind,
} from "../../model/index.ts";
import { surveyOfTheCity } from "../versions/survey-version-errors.ts";
import { type InputFilesOptions, listInputFiles, uploadedFiles } from "./input-files.query.ts";
import { inputNamesOf, rebasedConfig } from "./input-names.ts";
import { EARLIEST_YEAR, inputMissing, inputUnknown, settingsUnreadable, yearWrong } from "./survey-run-errors.ts";

export interface SurveyOrdersOptions extends InputFilesOptions {
  readonly enqueue: Jobs["enqueue"];
  readonly now: () => Date;
}

/**
 * Asks for a survey, whose job begins when the transaction has committed.
 * @returns the job's id
 * @throws TerraceError `survey-of-the-city`, `survey-settings-unreadable`, `survey-input-missing`, `survey-request-invalid`,
 *   `survey-year-wrong`, `survey-input-unknown`
 */
export async function orderSurvey(
  transaction: Transaction,
  session: Session,
  { settings, further }: SurveyRunRequest,
  options: SurveyOrdersOptions,
): Promise<string> {
  if (session.scope !== "city") throw surveyOfTheCity();
  const request = { ...settings, ...parseSettings("补充的参数", further) };
  requireInputs(request);
  const config = surveyConfigFrom(request);
  const latest = Number(options.now().toLocaleString("en", { timeZone: "Asia/Shanghai", year: "numeric" }));
  if (config.year < EARLIEST_YEAR || config.year > latest) throw yearWrong(config.year, latest);
  const files = await listInputFiles(transaction, options);
  const isDemonstration = chosenFiles(config, files).some(({ origin }) => origin === "demonstration");
  const { enqueue } = options;
  return enqueue(
    transaction,
    session,
    surveyJobKind,
    // What is made from invented land stays marked as such, whoever runs it.
    { config: { ...config, demonstration: config.demonstration || isDemonstration } },
    { titleZh: `水土流失调查：${config.year} 年`, titleEn: `Survey of soil loss, ${config.year}` },
  );
}

/**
 * Settings from a file of the list, whose paths become names of the list.
 * @throws TerraceError `survey-input-unknown`, `survey-settings-unreadable`, `survey-request-invalid`
 */
export async function readSettings(
  transaction: Transaction,
  session: Session,
  name: string,
  options: InputFilesOptions,
): Promise<SurveyConfig> {
  if (session.scope !== "city") throw surveyOfTheCity();
  const file = (await listInputFiles(transaction, options)).find((item) => item.name === name);
  if (file?.kind !== "settings" || file.origin === "upload") throw inputUnknown([name]);
  const path = join(options.dataFolder, name);
  const text = await withFileErrors(path, () => readFile(path, "utf8"));
  return rebasedConfig(parseSettings(name, text), dirname(name));
}

/** @throws TerraceError `survey-input-unknown` naming each that is not of the list */
export function chosenFiles(config: SurveyConfig, files: readonly SurveyInputFile[]): readonly SurveyInputFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const names = inputNamesOf(config);
  const unknown = names.filter((name) => !byName.has(name));
  if (unknown.length > 0) throw inputUnknown(unknown);
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** Of the names that a configuration has, those of uploads with what their contents are found by. */
export async function chosenUploads(transaction: Transaction, config: SurveyConfig, options: InputFilesOptions) {
  const names = new Set(inputNamesOf(config));
  return (await uploadedFiles(transaction, options.uploads)).filter(({ file }) => names.has(file.name));
}

function parseSettings(where: string, text: string): SurveyRequest {
  let content: unknown;
  try {
    content = parseYaml(text);
  } catch (cause) {
    throw settingsUnreadable(where, cause);
  }
  if (content === null || content === undefined) return {};
  if (typeof content === "object" && !Array.isArray(content)) return content as SurveyRequest;
  throw settingsUnreadable(where, new TypeError("应为“项: 值”各占一行"));
}

const REQUIRED = [
  { keys: ["dem"], zh: "数字高程（DEM）", en: "elevation" },
  { keys: ["rain"], zh: "降雨", en: "rain" },
  { keys: ["soil"], zh: "土壤", en: "soil" },
  { keys: ["landUse", "land-use"], zh: "土地利用", en: "land use" },
] as const;

function requireInputs(request: SurveyRequest): void {
  const missing = REQUIRED.filter(({ keys }) => keys.every((key) => isEmpty(request[key])));
  if (missing.length > 0) throw inputMissing(missing);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
