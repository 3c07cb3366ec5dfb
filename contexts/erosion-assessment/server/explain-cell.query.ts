import { join } from "node:path";
import { transformer } from "#engine/projections";
import { erosionModulus, toSoilLoss } from "#engine/quantities";
import { cellAt, centreOf } from "#engine/rasters";
import { TerraceError } from "#errors";
import { openRaster } from "#platform/files";
import { intensityClassOf, isCropland, landUseOf } from "#reference-data";
import { type CellExplanation, type ExplainedFactor, type Provenance, surveyLayerPath } from "../model/index.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";

type Letter = ExplainedFactor["symbol"];

interface FactorFacts {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  /** Input of the survey that the factor was made from. */
  readonly role: string;
}

const factorFacts: Readonly<Record<Letter, FactorFacts>> = {
  R: { nameZh: "降雨侵蚀力", nameEn: "Rainfall erosivity", unit: "MJ·mm/(hm²·h·a)", role: "rain" },
  K: { nameZh: "土壤可蚀性", nameEn: "Soil erodibility", unit: "t·hm²·h/(hm²·MJ·mm)", role: "soil" },
  L: { nameZh: "坡长因子", nameEn: "Slope length factor", unit: "", role: "dem" },
  S: { nameZh: "坡度因子", nameEn: "Slope steepness factor", unit: "", role: "dem" },
  B: { nameZh: "生物措施因子", nameEn: "Biological measures factor", unit: "", role: "cover" },
  E: { nameZh: "工程措施因子", nameEn: "Engineering measures factor", unit: "", role: "measures" },
  T: { nameZh: "耕作措施因子", nameEn: "Tillage measures factor", unit: "", role: "tillage" },
};

const letters: readonly Letter[] = ["R", "K", "L", "S", "B", "E", "T"];

/**
 * Why the cell at a position has its class.
 *
 * @param directory folder of a finished survey
 * @param longitude degrees east, WGS 84 or CGCS2000
 * @param latitude degrees north
 * @throws TerraceError `position-outside`, `cell-without-result`, `factors-not-written`, and those of `openRunFolder`
 */
export async function explainCell(directory: string, longitude: number, latitude: number): Promise<CellExplanation> {
  const run = await openRunFolder(directory);
  const { grid } = run.summary;
  const projected = transformer("EPSG:4326", grid.crs)(longitude, latitude);
  const cell = cellAt(grid, projected.x, projected.y);
  if (cell === undefined) throw outside(run, longitude, latitude);
  const reader = new CellReader(run, cell.column, cell.row);
  const modulus = await reader.required("soil-loss.tif");
  const classCode = await reader.required("intensity.tif");
  const intensity = intensityClassOf(classCode ?? 0);
  if (modulus === undefined || intensity === undefined) throw withoutResult(run, longitude, latitude);
  const values = await reader.factors();
  const landUse = await reader.landUse();
  const slopeDegrees = (await reader.required("slope.tif")) ?? 0;
  const zone = await reader.optional("zones.tif");
  const ground = { slopeDegrees, slopeLength: await reader.optional(surveyLayerPath("slope-length")), landUse };
  const centre = centreOf(grid, cell.column, cell.row);
  return {
    runId: run.summary.runId,
    demonstration: run.summary.demonstration,
    at: { longitude, latitude },
    cell: { ...cell, ...centre, crs: grid.crs },
    ...zoneNames(run, zone),
    landUse: landUse === undefined ? null : { code: landUse.code, nameZh: landUse.zh, nameEn: landUse.en },
    slopeDegrees,
    ...values,
    soilLoss: toSoilLoss(erosionModulus(modulus)),
    erosionModulus: modulus,
    class: intensity.id,
    classCode: intensity.code,
    classZh: intensity.zh,
    toleranceModulus: run.summary.toleranceModulus,
    factors: letters.map((letter) => explainedFactor(letter, values[letter], run.provenance, ground)),
  };
}

/** Reads single cells of the rasters of a run. */
class CellReader {
  readonly #run: RunFolder;
  readonly #column: number;
  readonly #row: number;

  constructor(run: RunFolder, column: number, row: number) {
    this.#run = run;
    this.#column = column;
    this.#row = row;
  }

  /** The value of the cell, undefined where it has none. */
  async required(path: string): Promise<number | undefined> {
    const file = await openRaster(join(this.#run.directory, path));
    try {
      const raster = await file.readWindow({ column: this.#column, row: this.#row, columns: 1, rows: 1 });
      return raster.validity.isValid(0) ? raster.values[0] : undefined;
    } finally {
      await file.close();
    }
  }

  /** The same for a file that a run need not have. */
  async optional(path: string): Promise<number | undefined> {
    const isThere = this.#run.provenance.outputs.some(({ file }) => file === path);
    return isThere ? this.required(path) : undefined;
  }

  async factors(): Promise<Record<Letter, number>> {
    const entries = await Promise.all(letters.map(async (letter) => [letter, await this.#factor(letter)] as const));
    return Object.fromEntries(entries) as Record<Letter, number>;
  }

  async #factor(letter: Letter): Promise<number> {
    const name = letter.toLowerCase() as "r" | "k" | "l" | "s" | "b" | "e" | "t";
    const constant = this.#run.provenance.constantFactors[name];
    if (constant !== undefined) return constant;
    const value = await this.optional(surveyLayerPath(name));
    if (value !== undefined) return value;
    throw new TerraceError({
      code: "factors-not-written",
      userMessage: `调查成果 ${this.#run.summary.runId} 没有保存因子栅格（运行时用了 --no-factors），无法逐点解释。请去掉该选项重新运行。`,
      message: `The survey ${this.#run.summary.runId} was run with --no-factors and cannot be explained cell by cell.`,
    });
  }

  async landUse(): Promise<ReturnType<typeof landUseOf>> {
    const code = this.#run.provenance.constantFactors["land-use"] ?? (await this.optional(surveyLayerPath("land-use")));
    return code === undefined ? undefined : landUseOf(code);
  }
}

function explainedFactor(symbol: Letter, value: number, record: Provenance, ground: Ground): ExplainedFactor {
  const { landUse } = ground;
  const { nameZh, nameEn, unit, role } = factorFacts[symbol];
  const isFixedByLandUse = symbol === "B" && (landUse?.coverGroup === "cropland" || landUse?.coverGroup === "fixed");
  const isTillageOfOtherLand = symbol === "T" && landUse !== undefined && !isCropland(landUse.code);
  const parameters = record.parameters.filter(
    ({ factor, landUse: code }) =>
      factor === symbol && (isFixedByLandUse ? code === landUse?.code : code === null || code === landUse?.code),
  );
  const unsure = parameters.find(
    ({ confidence }) => confidence.startsWith("memory-") || confidence === "demonstration",
  );
  const worst = isTillageOfOtherLand ? undefined : unsure;
  return {
    symbol,
    nameZh,
    nameEn,
    value,
    unit,
    ...inputsOf(symbol, ground),
    ...(isFixedByLandUse || isTillageOfOtherLand
      ? sourcesOfRule(symbol, parameters)
      : sourcesOfInput(role, record, parameters)),
    confidence: worst?.confidence ?? parameters[0]?.confidence ?? "given",
    isUnconfirmed: worst !== undefined,
  };
}

interface Sources {
  readonly source: string;
  readonly sourceEn: string;
}

/** The files or constants that a factor was made from, and what its parameters rest on. Titles stay in their language. */
function sourcesOfInput(role: string, record: Provenance, parameters: Provenance["parameters"]): Sources {
  const inputs = record.inputs.filter((input) => input.role === role || input.role.startsWith(`${role}-`));
  const titles = titlesOf(parameters);
  const chinese = inputs.map(({ file, constant, notes }) =>
    file === null ? `常数 ${constant}` : [file, ...notes.map(({ zh }) => zh)].join("，"),
  );
  const english = inputs.map(({ file, constant, notes }) =>
    file === null ? `constant ${constant}` : [file, ...notes.map(({ en }) => en)].join(", "),
  );
  return { source: [...chinese, ...titles].join("；") || "—", sourceEn: [...english, ...titles].join("; ") || "—" };
}

/** A factor that is 1 by rule: cropland has its cover in T, all other land in B. */
function sourcesOfRule(symbol: Letter, parameters: Provenance["parameters"]): Sources {
  const rule =
    symbol === "T"
      ? { zh: "非耕地 T = 1（由 B 反映）", en: "T = 1 outside cropland (B carries the cover)" }
      : { zh: "按地类赋值", en: "fixed by land use" };
  const titles = titlesOf(parameters);
  return { source: [rule.zh, ...titles].join("；"), sourceEn: [rule.en, ...titles].join("; ") };
}

function titlesOf(parameters: Provenance["parameters"]): string[] {
  return [...new Set(parameters.map(({ source }) => source))];
}

function zoneNames(
  { summary, provenance }: RunFolder,
  zone: number | undefined,
): Pick<CellExplanation, "zone" | "zoneEn"> {
  const name = zone === undefined ? undefined : provenance.zones[zone - 1];
  if (name === undefined) return { zone: null, zoneEn: null };
  return { zone: name, zoneEn: summary.zones.find((row) => row.name === name)?.nameEn ?? null };
}

/** What the ground is like at the cell. */
interface Ground {
  readonly slopeDegrees: number;
  /** Metres; undefined where the run kept no factors. */
  readonly slopeLength: number | undefined;
  readonly landUse: ReturnType<typeof landUseOf>;
}

function inputsOf(
  symbol: Letter,
  { slopeDegrees, slopeLength, landUse }: Ground,
): { readonly inputsZh: string[]; readonly inputsEn: string[] } {
  const slope = { zh: `坡度 ${slopeDegrees.toFixed(2)}°`, en: `slope ${slopeDegrees.toFixed(2)}°` };
  switch (symbol) {
    case "L":
      if (slopeLength === undefined) return { inputsZh: [slope.zh], inputsEn: [slope.en] };
      return {
        inputsZh: [`坡长 ${slopeLength.toFixed(1)} m`, slope.zh],
        inputsEn: [`slope length ${slopeLength.toFixed(1)} m`, slope.en],
      };
    case "S":
      return { inputsZh: [slope.zh], inputsEn: [slope.en] };
    case "B":
    case "T":
      if (landUse === undefined) return { inputsZh: [], inputsEn: [] };
      return { inputsZh: [`地类 ${landUse.code} ${landUse.zh}`], inputsEn: [`land use ${landUse.code} ${landUse.en}`] };
    default:
      return { inputsZh: [], inputsEn: [] };
  }
}

function outside(run: RunFolder, longitude: number, latitude: number): TerraceError {
  const [west, south, east, north] = run.summary.bounds.map((value) => value.toFixed(4));
  return new TerraceError({
    code: "position-outside",
    userMessage: `位置 ${longitude}，${latitude} 不在调查范围内（经度 ${west}–${east}，纬度 ${south}–${north}）。请检查经纬度顺序。`,
    message: `${longitude}, ${latitude} lies outside the survey (${west}–${east} E, ${south}–${north} N). Check the order of longitude and latitude.`,
    details: { longitude, latitude, bounds: run.summary.bounds },
  });
}

function withoutResult(run: RunFolder, longitude: number, latitude: number): TerraceError {
  return new TerraceError({
    code: "cell-without-result",
    userMessage: `位置 ${longitude}，${latitude} 没有结果：该处没有高程，或某项输入没有覆盖（见成果 ${run.summary.runId} 的提示）。`,
    message: `There is no result at ${longitude}, ${latitude}: no elevation, or an input without a value there.`,
    details: { longitude, latitude },
  });
}
