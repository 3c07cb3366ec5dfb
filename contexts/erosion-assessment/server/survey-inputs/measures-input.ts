import { burnPolygons } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import { engineeringMeasureOf } from "#reference-data";
import type { SurveyConfig } from "../../model/index.ts";
import { constantFactor, type FactorSource, factorByCode } from "./factor-source.ts";
import type { InputContext } from "./input-context.ts";
import { fieldOf, openPolygons, type PolygonFeature, type PolygonLayer, textOf } from "./vector-input.ts";

const MEASURE_FIELDS = ["csdm", "measure", "e_code", "code", "措施代码", "e", "factor"];

/** A layer may hold this many different E values: they are burned as one byte a cell. */
const MOST_FACTORS = 255;

/**
 * E from polygons of measures: 1 outside them; where two overlap, the smaller value (one E a patch, not the product).
 *
 * @throws TerraceError `measure-unknown` besides what reading the file throws
 */
export async function openMeasures(config: SurveyConfig["measures"], context: InputContext): Promise<FactorSource> {
  if (config === undefined) {
    context.record.addParameter({
      name: "E（无工程措施）",
      nameEn: "E (no engineering measures)",
      value: 1,
      source: "未提供工程措施图斑，全区 E = 1",
      confidence: "given",
      factor: "E",
    });
    return constantFactor(1);
  }
  if ("factor" in config) {
    context.record.addConstant("measures", config.factor);
    return constantFactor(config.factor);
  }
  const layer = await openPolygons("measures", config, context);
  const field = fieldOf("measures", layer, config.field, MEASURE_FIELDS, "--measures-field");
  const measured = layer.features
    .map((feature) => ({ feature, factor: factorOf(feature, field, layer, context) }))
    .sort((a, b) => a.factor - b.factor);
  const factors = [...new Set(measured.map(({ factor }) => factor))].sort((a, b) => a - b);
  if (factors.length > MOST_FACTORS) throw tooManyFactors(layer, factors.length);
  const burned = burnPolygons(
    measured.map(({ feature }) => feature.geometry),
    context.area.grid,
    measured.map(({ factor }) => factors.indexOf(factor) + 1),
  );
  return factorByCode(Uint8Array.from(burned.values), context.area.grid.columns, Float32Array.from([1, ...factors]));
}

/** A measure code or name of the reference table, or a number between 0 and 1 that is E itself. */
function factorOf(feature: PolygonFeature, field: string, layer: PolygonLayer, context: InputContext): number {
  const text = textOf(feature, field);
  const measure = engineeringMeasureOf(text);
  if (measure !== undefined) {
    context.record.addParameter({
      name: `E ${measure.zh}`,
      nameEn: `E ${measure.en}`,
      value: measure.value,
      source: measure.source,
      confidence: measure.confidence,
      factor: "E",
    });
    return measure.value;
  }
  const factor = Number(text);
  if (text !== "" && factor > 0 && factor <= 1) return factor;
  throw new TerraceError({
    code: "measure-unknown",
    userMessage: `工程措施 ${layer.file} 第 ${feature.number} 个图斑的 ${field} 是“${text}”，不是已知的措施代码（如 020101 土坎水平梯田），也不是 0–1 之间的 E 值。请改正，或用 --measures-field 换一个字段。`,
    message: `Measure ${feature.number} of ${layer.file}: ${field} is "${text}", neither a known measure code nor an E between 0 and 1.`,
    details: { file: layer.file, feature: feature.number, field, text },
  });
}

function tooManyFactors(layer: PolygonLayer, count: number): TerraceError {
  return new TerraceError({
    code: "measures-too-many-factors",
    userMessage: `工程措施 ${layer.file} 有 ${count} 种不同的 E 值，最多 ${MOST_FACTORS} 种。请按措施类型归并。`,
    message: `${layer.file} holds ${count} different E values; at most ${MOST_FACTORS}.`,
  });
}
