import {
  type BiologicalRule,
  biologicalTable,
  computeBiologicalStrip,
  computeFractionalCoverStrip,
  HALF_MONTHS,
  interpolateCover,
} from "#engine/erosion";
import { noDataCountsAsNaN, type WindowReader } from "#engine/rasters";
import { TerraceError } from "#errors";
import { numberCell, readTable } from "#platform/tables";
import { biologicalFactorOf, landUseOf, soilLossRatioRow } from "#reference-data";
import type { SurveyConfig } from "../../model/index.ts";
import { constantFactor, type FactorSource, factorByCode } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { type LandUseInput, presentCodes } from "./land-use-input.ts";
import { checkRasterCoverage, openAligned } from "./raster-input.ts";

type CoverConfig = NonNullable<SurveyConfig["cover"]>;
type CoverRasters = Extract<CoverConfig, { rasters: unknown }>;

/**
 * B: 1 on cropland, the fixed value of built-up land, roads, water and bare ground, and for orchards, forest and grass
 * what the cover input says.
 *
 * @throws TerraceError `cover-needed`, `cover-table-incomplete`, `cover-weights-needed`, `cover-half-month-repeated`
 */
export async function openCover(
  config: SurveyConfig["cover"],
  landUse: LandUseInput,
  weights: readonly number[] | undefined,
  context: InputContext,
): Promise<FactorSource> {
  const growing = presentCodes(landUse).filter((code) => needsCover(code));
  recordFixedFactors(landUse, context);
  if (config !== undefined && "table" in config) return coverByTable(config.table, landUse, context);
  if (config !== undefined && "factor" in config) {
    context.record.addConstant("cover", config.factor);
    return byLandUse(landUse, (code) => (needsCover(code) ? config.factor : fixedFactorOf(code)), context);
  }
  if (growing.length === 0) return byLandUse(landUse, fixedFactorOf, context);
  if (config === undefined) throw coverNeeded(growing, landUse);
  if (weights === undefined) throw weightsNeeded();
  return coverFromRasters(config, landUse, weights, context);
}

/** Whether the class has no fixed B but one that follows from its cover. */
function needsCover(code: number): boolean {
  const group = landUseOf(code)?.coverGroup;
  return group !== "cropland" && group !== "fixed";
}

function fixedFactorOf(code: number): number {
  return biologicalFactorOf(code)?.value ?? Number.NaN;
}

function recordFixedFactors(landUse: LandUseInput, context: InputContext): void {
  for (const code of presentCodes(landUse)) {
    const row = biologicalFactorOf(code);
    if (row === undefined) continue;
    context.record.addParameter({
      name: `B ${code} ${landUseOf(code)?.zh ?? ""}`,
      nameEn: `B ${code} ${landUseOf(code)?.en ?? ""}`,
      value: row.value,
      source: row.source,
      confidence: row.confidence,
      factor: "B",
      landUse: code,
    });
  }
}

function byLandUse(landUse: LandUseInput, factorOf: (code: number) => number, context: InputContext): FactorSource {
  if (landUse.kind === "constant") return constantFactor(factorOf(landUse.code));
  const table = new Float32Array(256).fill(Number.NaN);
  for (const code of presentCodes(landUse)) table[code] = factorOf(code);
  return factorByCode(landUse.codes, context.area.grid.columns, table);
}

/** CSV `code,b`: what it says goes before the fixed values. */
async function coverByTable(path: string, landUse: LandUseInput, context: InputContext): Promise<FactorSource> {
  const table = await readTable(context.resolve(path), {
    code: ["地类代码", "代码", "land_use"],
    b: ["B因子", "factor"],
  });
  await context.record.addFile("cover", context.resolve(path), { crs: null, alignment: "table" });
  const factors = new Map(table.rows.map((row) => [numberCell(table, row, "code"), numberCell(table, row, "b")]));
  const impossible = [...factors].find(([, factor]) => factor < 0 || factor > 1);
  if (impossible !== undefined) {
    throw new TerraceError({
      code: "cover-table-implausible",
      userMessage: `${table.file} 中地类 ${impossible[0]} 的 B = ${impossible[1]}，应在 0–1 之间。请改正。`,
      message: `${table.file}: B of class ${impossible[0]} is ${impossible[1]}, not within 0–1.`,
    });
  }
  const missing = presentCodes(landUse).filter((code) => needsCover(code) && !factors.has(code));
  if (missing.length > 0) {
    const names = missing.map((code) => `${code} ${landUseOf(code)?.zh ?? ""}`);
    throw new TerraceError({
      code: "cover-table-incomplete",
      userMessage: `${table.file} 没有地类 ${names.join("、")} 的 B 值。请补上这些行（code,b）。`,
      message: `${table.file} has no B for the classes ${missing.join(", ")}.`,
      details: { file: table.file, missing },
    });
  }
  const isCroplandRule = (code: number) => landUseOf(code)?.coverGroup === "cropland";
  return byLandUse(landUse, (code) => (isCroplandRule(code) ? 1 : (factors.get(code) ?? fixedFactorOf(code))), context);
}

async function coverFromRasters(
  config: CoverRasters,
  landUse: LandUseInput,
  weights: readonly number[],
  context: InputContext,
): Promise<FactorSource> {
  checkHalfMonths(config);
  const endMembers = endMembersOf(config);
  const images = await Promise.all(
    [...config.rasters]
      .sort((a, b) => a.halfMonth - b.halfMonth)
      .map(async ({ path, crs, halfMonth }) => {
        const { file, reader, alignment } = await openAligned({ path, crs }, context, "quantity");
        await context.record.addFile("cover", context.resolve(path), {
          crs: file.grid.crs,
          alignment,
          notes: [{ zh: `半月 ${halfMonth}`, en: `half-month ${halfMonth}` }],
        });
        return { halfMonth: halfMonth - 1, reader, name: file.name };
      }),
  );
  for (const { reader, name } of images) await checkRasterCoverage("cover", name, reader, context, plausibleOf(config));
  if (images.length < HALF_MONTHS) {
    context.record.warn({
      zh: `植被盖度只有 ${images.length} 期，其余半月由相邻两期线性内插`,
      en: `There are only ${images.length} images of cover; the other half-months are interpolated between their neighbours`,
    });
  }
  const { session, stripCells } = context;
  const table = biologicalTable(biologicalRules(landUse, config.understorey, context), soilLossRatioRow.value);
  const codes = session.allocate("uint8", stripCells);
  const covers = Array.from({ length: HALF_MONTHS }, () => session.allocate("float32", stripCells));
  const factors = session.allocate("float32", stripCells);
  const { columns } = context.area.grid;
  return {
    kind: "strips",
    async readStrip(window, target) {
      const cells = window.columns * window.rows;
      const landUseStrip = codes.subarray(0, cells);
      if (landUse.kind === "constant") landUseStrip.fill(landUse.code);
      else landUseStrip.set(landUse.codes.subarray(window.row * columns, window.row * columns + cells));
      const strip = covers.map((cover) => cover.subarray(0, cells));
      for (const { halfMonth, reader } of images) {
        strip[halfMonth]!.set(await readCover(reader, window, config.unit, endMembers));
      }
      const dated = images.map(({ halfMonth }) => ({ halfMonth, cover: strip[halfMonth]! }));
      for (let halfMonth = 0; halfMonth < HALF_MONTHS; halfMonth++) {
        if (!dated.some((image) => image.halfMonth === halfMonth))
          interpolateCover(dated, halfMonth, strip[halfMonth]!);
      }
      const result = factors.subarray(0, cells);
      computeBiologicalStrip(session, { landUse: landUseStrip, covers: strip, weights, table }, result);
      target.set(result);
    },
  };
}

/** The formula of each class, and the understorey cover (GD) where it acts; without one it counts as none, the worst case. */
function biologicalRules(
  landUse: LandUseInput,
  understorey: CoverRasters["understorey"],
  context: InputContext,
): Map<number, BiologicalRule> {
  const rules = new Map<number, BiologicalRule>();
  for (const code of presentCodes(landUse)) {
    const group = ratioGroupOf(code);
    if (group === undefined) {
      rules.set(code, { kind: "fixed", factor: fixedFactorOf(code) });
      continue;
    }
    const understoreyCover = typeof understorey === "number" ? understorey : (understorey?.[String(code)] ?? 0);
    rules.set(code, { kind: "ratio", group, understoreyCover });
    if (group === "orchardAndForest") recordUnderstorey(code, understorey, understoreyCover, context);
  }
  context.record.addParameter({
    name: "土壤流失比率 SLR 方程",
    nameEn: "Equations of the soil loss ratio SLR",
    value: "B = Σ SLR·WR",
    source: soilLossRatioRow.source,
    confidence: soilLossRatioRow.confidence,
    factor: "B",
  });
  return rules;
}

function recordUnderstorey(
  code: number,
  understorey: CoverRasters["understorey"],
  value: number,
  context: InputContext,
): void {
  const name = landUseOf(code)?.zh ?? "";
  const isGiven = typeof understorey === "number" || understorey?.[String(code)] !== undefined;
  if (!isGiven) {
    context.record.warn({
      zh: `没有给出 ${name} 的林下盖度 GD，按 0 计（B 偏大）；请用 --understorey 给出`,
      en: `No understorey cover GD is given for land use ${code}; it counts as 0, which makes B too large; give it with --understorey`,
    });
  }
  context.record.addParameter({
    name: `林下盖度 GD ${code} ${name}`,
    nameEn: `Understorey cover GD ${code} ${landUseOf(code)?.en ?? ""}`,
    value,
    source: isGiven ? "用户给定" : "未给出，按 0 计",
    confidence: "given",
    factor: "B",
    landUse: code,
  });
}

function ratioGroupOf(code: number): "teaAndShrub" | "orchardAndForest" | "grassland" | undefined {
  switch (landUseOf(code)?.coverGroup) {
    case "tea-and-shrub":
      return "teaAndShrub";
    case "orchard-and-forest":
      return "orchardAndForest";
    case "grassland":
      return "grassland";
    default:
      return undefined;
  }
}

async function readCover(
  reader: WindowReader,
  window: Parameters<WindowReader["readWindow"]>[0],
  unit: CoverRasters["unit"],
  endMembers: { readonly soil: number; readonly vegetation: number } | undefined,
): Promise<Float32Array> {
  const values = Float32Array.from(noDataCountsAsNaN(await reader.readWindow(window)));
  if (unit === "percent") {
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / 100;
  } else if (endMembers !== undefined) {
    computeFractionalCoverStrip(values, endMembers, values);
  }
  return values;
}

function plausibleOf(config: CoverRasters): { least: number; most: number; unit: string } {
  if (config.unit === "percent") return { least: 0, most: 100, unit: "%" };
  return config.unit === "ndvi" ? { least: -1, most: 1, unit: "(NDVI)" } : { least: 0, most: 1, unit: "（小数）" };
}

function endMembersOf(config: CoverRasters): { readonly soil: number; readonly vegetation: number } | undefined {
  if (config.unit !== "ndvi") return undefined;
  if (config.ndviSoil !== undefined && config.ndviVegetation !== undefined) {
    return { soil: config.ndviSoil, vegetation: config.ndviVegetation };
  }
  throw new TerraceError({
    code: "cover-end-members-needed",
    userMessage: "由 NDVI 算盖度需要裸土和全植被两个端元。请加 --ndvi-soil 和 --ndvi-vegetation。",
    message: "Cover from NDVI needs --ndvi-soil and --ndvi-vegetation.",
  });
}

function checkHalfMonths(config: CoverRasters): void {
  const seen = new Set<number>();
  for (const { halfMonth } of config.rasters) {
    if (seen.has(halfMonth)) {
      throw new TerraceError({
        code: "cover-half-month-repeated",
        userMessage: `植被盖度中半月 ${halfMonth} 有两个栅格。每个半月只留一个。`,
        message: `The half-month ${halfMonth} has two cover rasters.`,
      });
    }
    seen.add(halfMonth);
  }
}

function coverNeeded(codes: readonly number[], landUse: LandUseInput): TerraceError {
  const named = codes.map((code) => {
    const area = landUse.kind === "grid" ? `(${landUse.tally.squareKilometres(code).toFixed(2)} km²)` : "";
    return `${code} ${landUseOf(code)?.zh ?? ""}${area}`;
  });
  return new TerraceError({
    code: "cover-needed",
    userMessage: `${named.join("、")} 的 B 由植被盖度决定，但没有给出盖度。请用 --cover 给出 24 个半月盖度栅格、NDVI、按地类的 B 值表（code,b）或一个 B 值。`,
    message: `B of land use ${codes.join(", ")} follows from cover, which is not given. Use --cover with rasters, a table code,b, or a number.`,
    details: { codes },
  });
}

function weightsNeeded(): TerraceError {
  return new TerraceError({
    code: "cover-weights-needed",
    userMessage:
      "由盖度算 B 需要 24 个半月的降雨侵蚀力权重。请用逐日雨量 --rain 雨量.csv，或加 --rain-weights 权重.json（terrace erosivity --json 的输出）。",
    message:
      "B from cover needs 24 half-month weights: give daily rain, or --rain-weights from terrace erosivity --json.",
  });
}
