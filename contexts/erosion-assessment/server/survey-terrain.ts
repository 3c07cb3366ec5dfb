import { analyseFlow, type FlowAnalysis, type SlopeLengthRules } from "#engine/hydrology";
import type { KernelSession } from "#engine/kernels";
import type { Grid } from "#engine/rasters";
import { slopeTangentKernel, type TerrainShape } from "#engine/terrain";
import { landUses } from "#reference-data";
import type { SurveyConfig } from "../model/index.ts";
import type { LandUseInput } from "./survey-inputs/land-use-input.ts";
import type { SurveyRecord } from "./survey-record.ts";

export interface SurveyTerrain {
  readonly slopeTangent: Float32Array;
  readonly flow: FlowAnalysis;
}

export function terrainShapeOf(grid: Grid): TerrainShape {
  return { columns: grid.columns, rows: grid.rows, cellWidth: grid.cellWidth, cellHeight: grid.cellHeight };
}

export function slopeTangentOf(session: KernelSession, elevation: Float32Array, grid: Grid): Float32Array {
  return slopeTangentKernel(session, elevation, terrainShapeOf(grid));
}

/** Water and hard roads end a slope: no length runs into them. The bytes lie in the session's memory. */
export function barriersOf(session: KernelSession, landUse: LandUseInput): Uint8Array | undefined {
  if (landUse.kind === "constant") return undefined;
  const isBarrier = new Uint8Array(256);
  for (const { code, cutsSlopeLength } of landUses) isBarrier[code] = cutsSlopeLength ? 1 : 0;
  const barriers = session.allocate("uint8", landUse.codes.length);
  for (let cell = 0; cell < barriers.length; cell++) barriers[cell] = isBarrier[landUse.codes[cell]!]!;
  return barriers;
}

/**
 * Filled surface, directions, accumulation and slope length. The elevation is overwritten by the filled surface.
 */
export function computeSurveyFlow(
  session: KernelSession,
  elevation: Float32Array,
  slopeTangent: Float32Array,
  grid: Grid,
  config: SurveyConfig["slopeLength"],
  barriers: Uint8Array | undefined,
  advance: (fraction: number) => void,
): FlowAnalysis {
  const stages = ["fill", "directions", "flats", "accumulation"] as const;
  return analyseFlow(session, elevation, slopeTangent, terrainShapeOf(grid), slopeLengthRules(config, grid), {
    ...(barriers === undefined ? {} : { barriers }),
    onStage: (stage, fraction) => advance((stages.indexOf(stage) + fraction) / stages.length),
  });
}

function slopeLengthRules(config: SurveyConfig["slopeLength"], grid: Grid): SlopeLengthRules {
  return {
    gentleCutFactor: config.gentleCutFactor,
    steepCutFactor: config.steepCutFactor,
    cutSwitchDegrees: 5,
    maximumMetres: config.maximumMetres,
    channelThresholdCells: Math.round((config.channelThresholdHectares * 10_000) / (grid.cellWidth * grid.cellHeight)),
  };
}

/** The rules of L and S as parameters of the record, each with how sure it is. */
export function recordTerrainRules(record: SurveyRecord, config: SurveyConfig["slopeLength"]): void {
  const isSegment = config.method === "segment";
  record.addParameter({
    name: "坡长坡度方法",
    nameEn: "Method of slope length and steepness",
    value: isSegment ? "分段坡长（CSLE）" : "Desmet–Govers（供对照）",
    source: isSegment ? "ChinaXiv:202108.00091" : "Desmet 与 Govers 1996,J. Soil Water Conserv. 51",
    confidence: "verified",
    factor: "L",
  });
  if (isSegment) {
    record.addReference("length.maximum", "L", config.maximumMetres);
    record.addReference("length.gentleCutFactor", "L", config.gentleCutFactor);
    record.addReference("length.steepCutFactor", "L", config.steepCutFactor);
    for (const id of ["To1", "To3", "To5", "Above5"]) record.addReference(`length.exponent${id}`, "L");
  }
  for (const id of ["steep.factor", "steep.offset", "middleFrom", "steepFrom"])
    record.addReference(`steepness.${id}`, "S");
  if (config.thetaMaxDegrees !== undefined) {
    record.addParameter({
      name: "坡度上限 θmax",
      nameEn: "Greatest slope θmax",
      value: config.thetaMaxDegrees,
      unit: "°",
      source: "用户给定",
      confidence: "given",
      factor: "S",
    });
  }
}
