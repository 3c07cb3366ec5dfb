import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { TerraceError } from "#errors";
import {
  type Quantile,
  type TileAddress,
  type TileRequest,
  type TileService,
  zoomRangeOf,
} from "#platform/raster-tiles";
import {
  type LayerLegend,
  type SurveyLayer,
  type SurveyLayerId,
  surveyLayerIds,
  surveyLayerPath,
} from "../model/index.ts";
import { constantLegend, fixedLegend, layerNameOf, rangeLegend } from "./layer-tiles-legends.ts";
import type { SurveyRun } from "./survey-library.ts";

/** The layers of surveys with their legends, and their tiles. */
export interface LayerTiles {
  /** @throws TerraceError of reading a raster */
  list(run: SurveyRun): Promise<readonly SurveyLayer[]>;
  /** @throws TerraceError `layer-unknown` where the survey has no such layer or it is one number everywhere */
  find(run: SurveyRun, id: SurveyLayerId): Promise<SurveyLayer>;
  /** PNG, or undefined where the tile shows nothing. */
  draw(
    run: SurveyRun,
    layer: SurveyLayer,
    tile: TileAddress,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether the tile has been drawn before and is still there. */
  isKept(run: SurveyRun, layer: SurveyLayer, tile: TileAddress): boolean;
}

/** Raised when tiles of the same file and legend come to look different. */
const RENDERING = 1;

export function createLayerTiles(tiles: TileService): LayerTiles {
  const known = new Map<string, { readonly stamp: string; readonly layers: Promise<readonly SurveyLayer[]> }>();

  const list: LayerTiles["list"] = async (run) => {
    const last = known.get(run.directory);
    if (last?.stamp === run.stamp) return last.layers;
    const layers = describeLayers(run, tiles);
    known.set(run.directory, { stamp: run.stamp, layers });
    // A failure is told to whoever asked, and not remembered: the next request reads again.
    layers.catch(() => known.delete(run.directory));
    return layers;
  };

  return {
    list,
    find: async (run, id) => {
      const layer = (await list(run)).find((candidate) => candidate.id === id);
      if (layer !== undefined && layer.constant === null) return layer;
      throw layerUnknown(run, id, layer?.constant ?? null);
    },
    draw: (run, layer, tile, signal) => tiles.draw(requestOf(run, layer, tile), signal),
    isKept: (run, layer, tile) => tiles.isKept(requestOf(run, layer, tile)),
  };
}

function requestOf(run: SurveyRun, { id, version, legend }: SurveyLayer, tile: TileAddress): TileRequest {
  return { raster: { path: join(run.directory, surveyLayerPath(id)), version }, tile, colouring: legend };
}

async function describeLayers(run: SurveyRun, tiles: TileService): Promise<readonly SurveyLayer[]> {
  const layers = await Promise.all(surveyLayerIds.map((id) => describeLayer(run, id, tiles)));
  return layers.filter((layer) => layer !== undefined);
}

async function describeLayer(run: SurveyRun, id: SurveyLayerId, tiles: TileService): Promise<SurveyLayer | undefined> {
  const constants: Partial<Record<string, number>> = run.provenance.constantFactors;
  const constant = constants[id];
  const { toleranceModulus } = run.summary;
  if (constant !== undefined) {
    const legend = constantLegend(id, constant, toleranceModulus);
    return { id, ...layerNameOf(id), constant, legend, version: `constant-${constant}`, minZoom: 0, maxZoom: 0 };
  }
  const version = await fileVersion(run, surveyLayerPath(id));
  if (version === undefined) return undefined;
  const raster = { path: join(run.directory, surveyLayerPath(id)), version };
  const legend = fixedLegend(id, toleranceModulus) ?? legendOfRange(id, await tiles.quantiles(raster));
  return {
    id,
    ...layerNameOf(id),
    constant: null,
    legend,
    version: tileVersion(version, legend),
    // All layers of a survey lie on its grid.
    ...zoomRangeOf(run.summary.grid),
  };
}

function legendOfRange(id: SurveyLayerId, quantiles: readonly Quantile[]): LayerLegend {
  const at = (percent: number) => quantiles.find((quantile) => quantile.percent === percent)?.value ?? 0;
  return rangeLegend(id === "k" ? "k" : "r", at(2), at(98));
}

/** The hash that the survey recorded where it is still that file, else time and size; undefined where there is no file. */
async function fileVersion(run: SurveyRun, file: string): Promise<string | undefined> {
  let status: Awaited<ReturnType<typeof stat>>;
  try {
    status = await stat(join(run.directory, file));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const recorded = run.provenance.outputs.find((output) => output.file === file);
  const isAsRecorded = recorded !== undefined && recorded.bytes === Number(status.size);
  return isAsRecorded ? recorded.sha256 : `${status.mtimeMs}-${status.size}`;
}

/** Tiles are cached for ever by their version, so the colours belong to it as much as the file. */
function tileVersion(fileVersion: string, legend: LayerLegend): string {
  const content = JSON.stringify([RENDERING, fileVersion, legend]);
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

function layerUnknown(run: SurveyRun, id: SurveyLayerId, constant: number | null): TerraceError {
  const { nameZh, nameEn } = layerNameOf(id);
  const zh = constant === null ? "没有写出这一图层" : `这一因子全区为常数 ${constant}，没有图层`;
  const en = constant === null ? "did not write it" : `has the constant ${constant} for it`;
  return new TerraceError({
    code: "layer-unknown",
    userMessage: `${run.summary.title}：${zh}（${nameZh}）。`,
    message: `There are no tiles of ${nameEn}: the survey ${en}.`,
    details: { runId: run.summary.runId, layer: id },
  });
}
