import { basename } from "node:path";
import { windowsByRows } from "#engine/rasters";
import { burnPolygons } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import { numberCell, readTable } from "#platform/tables";
import { isCropland, landUseFromStandard, landUseOf } from "#reference-data";
import { isVectorFile, type SurveyConfig } from "../../model/index.ts";
import { CodeTally, refuseUnknownCodes } from "./code-tally.ts";
import { refuseOrWarnUncovered } from "./coverage.ts";
import { rowsAtATime } from "./elevation.ts";
import type { InputContext } from "./input-context.ts";
import { openAligned } from "./raster-input.ts";
import { fieldOf, openPolygons, textOf } from "./vector-input.ts";

/** Codes of the 25 classes of 动态监测: one for the whole area, or one a cell with 0 where there is none. */
export type LandUseInput =
  | { readonly kind: "constant"; readonly code: number }
  | { readonly kind: "grid"; readonly codes: Uint8Array; readonly tally: CodeTally };

const CODE_FIELDS = ["dlbm", "land_use", "landuse", "lulc", "code", "地类编码", "地类代码", "dl", "class"];

type Translate = (source: string) => number | undefined;

/** @throws TerraceError `land-use-code-unknown`, `codes-unknown`, `input-uncovered` besides what opening throws */
export async function openLandUse(config: SurveyConfig["landUse"], context: InputContext): Promise<LandUseInput> {
  if ("code" in config) {
    if (landUseOf(config.code) === undefined) throw unknownConstant(config.code);
    context.record.addConstant("land-use", config.code);
    return { kind: "constant", code: config.code };
  }
  const translate = await translationOf(config, context);
  const codes = isVectorFile(config.path)
    ? await codesFromPolygons(config, translate, context)
    : await codesFromRaster(config, translate, context);
  const tally = new CodeTally(context.area);
  for (const window of windowsByRows(context.area.grid, rowsAtATime(context.area.grid.columns))) {
    const first = window.row * context.area.grid.columns;
    tally.addStrip(window, (i) => (codes[first + i] === 0 ? undefined : codes[first + i]));
  }
  refuseOrWarnUncovered("land-use", basename(config.path), tally.missing(), context);
  return { kind: "grid", codes, tally };
}

/** Codes present in the area, in order. */
export function presentCodes(landUse: LandUseInput): number[] {
  return landUse.kind === "constant" ? [landUse.code] : landUse.tally.codes();
}

export function croplandCodes(landUse: LandUseInput): number[] {
  return presentCodes(landUse).filter(isCropland);
}

async function translationOf(
  config: Extract<SurveyConfig["landUse"], { path: string }>,
  context: InputContext,
): Promise<Translate> {
  const crosswalk =
    config.crosswalk === undefined ? undefined : await readCrosswalk(context.resolve(config.crosswalk), context);
  return (source) => {
    if (crosswalk !== undefined) return crosswalk.get(source) ?? crosswalk.get(String(Number(source)));
    if (config.scheme === "gbt21010") return landUseFromStandard(source);
    const code = Number(source);
    return landUseOf(code) === undefined ? undefined : code;
  };
}

/** CSV `source,code`: the file's own class, and one of the 25 classes. */
async function readCrosswalk(path: string, context: InputContext): Promise<Map<string, number>> {
  const table = await readTable(path, {
    source: ["原分类", "原代码", "class", "lulc"],
    code: ["地类代码", "代码", "land_use"],
  });
  await context.record.addFile("land-use-crosswalk", path, { crs: null, alignment: "table" });
  return new Map(
    table.rows.map((row) => {
      const code = numberCell(table, row, "code");
      if (landUseOf(code) !== undefined) return [row.cells.source ?? "", code];
      throw new TerraceError({
        code: "crosswalk-code-unknown",
        userMessage: `${table.file} 第 ${row.line} 行的地类代码 ${code} 不是动态监测 25 类之一（如 13 旱地、21 果园、31 有林地）。请改正。`,
        message: `${table.file} line ${row.line}: ${code} is none of the 25 land-use codes.`,
        details: { file: table.file, line: row.line, code },
      });
    }),
  );
}

async function codesFromRaster(
  config: Extract<SurveyConfig["landUse"], { path: string }>,
  translate: Translate,
  context: InputContext,
): Promise<Uint8Array> {
  const { file, reader, alignment } = await openAligned(config, context, "codes");
  await context.record.addFile("land-use", context.resolve(config.path), { crs: file.grid.crs, alignment });
  const { grid } = context.area;
  const codes = new Uint8Array(grid.columns * grid.rows);
  const translated = new Map<number, number | undefined>();
  const unknown = new CodeTally(context.area);
  for (const window of windowsByRows(grid, rowsAtATime(grid.columns))) {
    const { values, validity } = await reader.readWindow(window);
    const first = window.row * grid.columns;
    let hasUnknown = false;
    for (let i = 0; i < values.length; i++) {
      const source = values[i]!;
      if (source === 0 || !validity.isValid(i)) continue;
      if (!translated.has(source)) translated.set(source, translate(String(source)));
      const code = translated.get(source);
      if (code === undefined) hasUnknown = true;
      else codes[first + i] = code;
    }
    if (hasUnknown) {
      unknown.addStrip(window, (i) =>
        validity.isValid(i) && values[i] !== 0 && translated.get(values[i]!) === undefined ? values[i] : undefined,
      );
    }
  }
  refuseUnknownCodes("land-use", file.name, unknown, () => false);
  return codes;
}

async function codesFromPolygons(
  config: Extract<SurveyConfig["landUse"], { path: string }>,
  translate: Translate,
  context: InputContext,
): Promise<Uint8Array> {
  const layer = await openPolygons("land-use", config, context);
  const field = fieldOf("land-use", layer, config.field, CODE_FIELDS, "--land-use-field");
  const unknown = new Map<string, number>();
  const codes = layer.features.map((feature) => {
    const source = textOf(feature, field);
    const code = translate(source);
    if (code === undefined) unknown.set(source, (unknown.get(source) ?? 0) + 1);
    return code ?? 0;
  });
  if (unknown.size > 0) throw unknownClasses(layer.file, field, unknown);
  const burned = burnPolygons(
    layer.features.map(({ geometry }) => geometry),
    context.area.grid,
    codes,
  );
  const contradicting = burned.overlaps.filter(({ first, second }) => codes[first] !== codes[second]);
  if (contradicting.length > 0) {
    const cells = contradicting.reduce((sum, overlap) => sum + overlap.cells, 0);
    context.record.warn({
      zh: `土地利用 ${layer.file} 有 ${contradicting.length} 对图斑重叠而地类不同（${cells} 个栅格），重叠处归前者`,
      en: `${contradicting.length} pairs of polygons of ${layer.file} overlap with different land use (${cells} cells); the first of each keeps the cells`,
    });
  }
  return Uint8Array.from(burned.values);
}

function unknownClasses(file: string, field: string, unknown: ReadonlyMap<string, number>): TerraceError {
  const listed = [...unknown].slice(0, 12).map(([source, count]) => `“${source}”（${count} 个图斑）`);
  return new TerraceError({
    code: "land-use-classes-unknown",
    userMessage: `土地利用 ${file} 的字段 ${field} 中有不认识的地类：${listed.join("、")}。请用 --land-use-crosswalk 给出对照表（source,code）。`,
    message: `The field ${field} of ${file} has unknown classes: ${[...unknown.keys()].slice(0, 12).join(", ")}. Give a --land-use-crosswalk.`,
    details: { file, field, unknown: [...unknown.keys()] },
  });
}

function unknownConstant(code: number): TerraceError {
  return new TerraceError({
    code: "land-use-code-unknown",
    userMessage: `--land-use ${code} 不是动态监测 25 类之一（如 13 旱地、21 果园、31 有林地）。请改正。`,
    message: `--land-use ${code} is none of the 25 land-use codes (13 rain-fed cropland, 21 orchard, 31 forest …).`,
    details: { code },
  });
}
