import { burnPolygons } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import { numberCell, readTable } from "#platform/tables";
import { demonstrationTillage, isCropland } from "#reference-data";
import type { SurveyConfig } from "../../model/index.ts";
import { constantFactor, type FactorSource, factorByCode } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { croplandCodes, type LandUseInput, presentCodes } from "./land-use-input.ts";
import { fieldOf, openPolygons, textOf } from "./vector-input.ts";

const ZONE_FIELDS = ["zone", "轮作区", "name", "code"];

/**
 * T: that of the tillage or of the rotation zone on cropland, 1 on all other land, which takes B instead.
 *
 * @throws TerraceError `tillage-code-missing`, `tillage-zone-missing` besides what reading files throws
 */
export async function openTillage(
  config: SurveyConfig["tillage"],
  landUse: LandUseInput,
  context: InputContext,
): Promise<FactorSource> {
  if (config !== undefined && "table" in config) {
    return config.zones === undefined
      ? tillageByLandUse(config.table, landUse, context)
      : tillageByZone(config.table, config.zones, landUse, context);
  }
  if (croplandCodes(landUse).length === 0) return constantFactor(1);
  if (config !== undefined) {
    context.record.addConstant("tillage", config.factor);
    return onCropland(landUse, () => config.factor, context);
  }
  context.record.addParameter({
    name: "T（缺省）",
    nameEn: "T (default)",
    value: demonstrationTillage.value,
    source: demonstrationTillage.source,
    confidence: demonstrationTillage.confidence,
    factor: "T",
  });
  context.record.warn({
    zh: `没有给出耕作因子 T，耕地暂用演示值 ${demonstrationTillage.value}，不得作为成果使用；请用 --tillage 给出本区轮作区的 T`,
    en: `No tillage factor T is given; cropland takes the demonstration value ${demonstrationTillage.value}, not fit for results; give the T of the region with --tillage`,
  });
  return onCropland(landUse, () => demonstrationTillage.value, context);
}

function onCropland(landUse: LandUseInput, factorOf: (code: number) => number, context: InputContext): FactorSource {
  const tillageOf = (code: number) => (isCropland(code) ? factorOf(code) : 1);
  if (landUse.kind === "constant") return constantFactor(tillageOf(landUse.code));
  const table = new Float32Array(256).fill(Number.NaN);
  for (const code of presentCodes(landUse)) table[code] = tillageOf(code);
  return factorByCode(landUse.codes, context.area.grid.columns, table);
}

/** CSV `code,t`. */
async function tillageByLandUse(path: string, landUse: LandUseInput, context: InputContext): Promise<FactorSource> {
  const table = await readTable(context.resolve(path), { code: ["地类代码", "代码"], t: ["tillage"] });
  await context.record.addFile("tillage", context.resolve(path), { crs: null, alignment: "table" });
  const factors = new Map(table.rows.map((row) => [numberCell(table, row, "code"), numberCell(table, row, "t")]));
  const missing = croplandCodes(landUse).filter((code) => !factors.has(code));
  if (missing.length > 0) {
    throw new TerraceError({
      code: "tillage-code-missing",
      userMessage: `${table.file} 没有耕地 ${missing.join("、")} 的 T 值。请补上这些行（code,t）。`,
      message: `${table.file} has no T for cropland ${missing.join(", ")}.`,
      details: { file: table.file, missing },
    });
  }
  return onCropland(landUse, (code) => factors.get(code)!, context);
}

/** CSV `zone,t` and polygons of the zones. */
async function tillageByZone(
  path: string,
  zonesConfig: NonNullable<Extract<NonNullable<SurveyConfig["tillage"]>, { table: string }>["zones"]>,
  landUse: LandUseInput,
  context: InputContext,
): Promise<FactorSource> {
  const table = await readTable(context.resolve(path), { zone: ["轮作区", "name"], t: ["tillage"] });
  await context.record.addFile("tillage", context.resolve(path), { crs: null, alignment: "table" });
  const factorOfZone = new Map(table.rows.map((row) => [row.cells.zone ?? "", numberCell(table, row, "t")]));
  const layer = await openPolygons("tillage", zonesConfig, context);
  const field = fieldOf("tillage", layer, zonesConfig.field, ZONE_FIELDS, "--tillage-field");
  const factors = layer.features.map((feature) => {
    const zone = textOf(feature, field);
    const factor = factorOfZone.get(zone);
    if (factor !== undefined) return factor;
    throw new TerraceError({
      code: "tillage-zone-missing",
      userMessage: `${table.file} 没有轮作区“${zone}”（${layer.file} 第 ${feature.number} 个图形）的 T 值。请补上该行。`,
      message: `${table.file} has no T for the zone "${zone}".`,
      details: { file: table.file, zone },
    });
  });
  const { columns } = context.area.grid;
  const burned = burnPolygons(
    layer.features.map(({ geometry }) => geometry),
    context.area.grid,
    factors.map((_, i) => i + 1),
  );
  const zones = burned.values;
  const codeAt = landUse.kind === "constant" ? () => landUse.code : (cell: number) => landUse.codes[cell]!;
  return {
    kind: "strips",
    async readStrip(window, target) {
      const first = window.row * columns;
      for (let i = 0; i < target.length; i++) {
        const zone = zones[first + i]!;
        const zoneFactor = zone === 0 ? Number.NaN : factors[zone - 1]!;
        target[i] = isCropland(codeAt(first + i)) ? zoneFactor : 1;
      }
    },
  };
}
