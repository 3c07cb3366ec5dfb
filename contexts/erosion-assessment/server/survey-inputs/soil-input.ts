import { epicErodibility } from "#engine/erosion";
import { type WindowReader, windowsByRows } from "#engine/rasters";
import { TerraceError } from "#errors";
import { numberCell, readTable, type Table, type TableRow } from "#platform/tables";
import type { SurveyConfig } from "../../model/index.ts";
import { CodeTally, refuseUnknownCodes } from "./code-tally.ts";
import { refuseOrWarnUncovered } from "./coverage.ts";
import { rowsAtATime } from "./elevation.ts";
import { constantFactor, type FactorSource } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { continuousRaster, openAligned } from "./raster-input.ts";

/** K in t·hm²·h/(hm²·MJ·mm); values of the customary US unit are 7.6 times larger and fall outside. */
const PLAUSIBLE = { least: 0, most: 0.12, unit: "t·hm²·h/(hm²·MJ·mm)" } as const;

export async function openSoil(config: SurveyConfig["soil"], context: InputContext): Promise<FactorSource> {
  if ("erodibility" in config) {
    if (config.erodibility > PLAUSIBLE.most) throw notInSiUnits(config.erodibility);
    context.record.addConstant("soil", config.erodibility);
    return constantFactor(config.erodibility);
  }
  if ("table" in config) return soilByCode(config, context);
  return continuousRaster("soil", config, context, PLAUSIBLE);
}

async function soilByCode(
  config: Extract<SurveyConfig["soil"], { table: string }>,
  context: InputContext,
): Promise<FactorSource> {
  const erodibilities = await readErodibilities(context.resolve(config.table), context);
  const { file, reader, alignment } = await openAligned(config, context, "codes");
  await context.record.addFile("soil", context.resolve(config.path), { crs: file.grid.crs, alignment });
  await checkCodes(file.name, reader, erodibilities, context);
  return {
    kind: "strips",
    async readStrip(window, target) {
      const { values, validity } = await reader.readWindow(window);
      for (let i = 0; i < values.length; i++) {
        target[i] = validity.isValid(i) ? (erodibilities.get(values[i]!) ?? Number.NaN) : Number.NaN;
      }
    },
  };
}

async function checkCodes(
  file: string,
  reader: WindowReader,
  erodibilities: ReadonlyMap<number, number>,
  context: InputContext,
): Promise<void> {
  const tally = new CodeTally(context.area);
  const { grid } = context.area;
  for (const window of windowsByRows(grid, rowsAtATime(grid.columns))) {
    const { values, validity } = await reader.readWindow(window);
    tally.addStrip(window, (i) => (validity.isValid(i) ? values[i]! : undefined));
  }
  refuseOrWarnUncovered("soil", file, tally.missing(), context);
  refuseUnknownCodes("soil", file, tally, (code) => erodibilities.has(code));
}

/** `code,k`, or `code,sand,silt,clay,organic_carbon` in percent, from which K follows by EPIC. */
async function readErodibilities(path: string, context: InputContext): Promise<Map<number, number>> {
  const table = await readTable(path, {
    code: ["soil", "value", "编码", "代码", "土壤代码"],
    "k?": ["erodibility", "可蚀性"],
    "sand?": ["砂粒"],
    "silt?": ["粉粒"],
    "clay?": ["黏粒", "粘粒"],
    "organic_carbon?": ["oc", "有机碳"],
  });
  const hasK = table.rows.every((row) => row.cells.k !== "");
  await context.record.addFile("soil-table", path, {
    crs: null,
    alignment: "table",
    notes: [
      hasK
        ? { zh: "表中给出 K", en: "K as in the table" }
        : { zh: "K 由机械组成按 EPIC 公式计算（国际制）", en: "K from texture by EPIC (SI)" },
    ],
  });
  if (!hasK) {
    context.record.addParameter({
      name: "K 方法",
      nameEn: "Method of K",
      value: "EPIC",
      source: "Williams(EPIC),K_SI = 0.1317·K_US",
      confidence: "verified",
      factor: "K",
    });
  }
  return new Map(
    table.rows.map((row) => [numberCell(table, row, "code"), hasK ? kOf(table, row) : epicOf(table, row)]),
  );
}

function kOf(table: Table, row: TableRow): number {
  const k = numberCell(table, row, "k");
  if (k >= PLAUSIBLE.least && k <= PLAUSIBLE.most) return k;
  throw notInSiUnits(k, `${table.file} 第 ${row.line} 行`);
}

function epicOf(table: Table, row: TableRow): number {
  return epicErodibility({
    sandPercent: numberCell(table, row, "sand"),
    siltPercent: numberCell(table, row, "silt"),
    clayPercent: numberCell(table, row, "clay"),
    organicCarbonPercent: numberCell(table, row, "organic_carbon"),
  });
}

function notInSiUnits(k: number, place = "--soil"): TerraceError {
  return new TerraceError({
    code: "soil-erodibility-implausible",
    userMessage: `${place} 的 K = ${k} 不合理：国际制 t·hm²·h/(hm²·MJ·mm) 的 K 在 0–${PLAUSIBLE.most} 之间。若是美国制，请乘以 0.1317。`,
    message: `K = ${k} is implausible in t·hm²·h/(hm²·MJ·mm) (0–${PLAUSIBLE.most}). US customary values must be multiplied by 0.1317.`,
    details: { k },
  });
}
