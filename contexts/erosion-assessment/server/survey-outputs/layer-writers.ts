import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ErosionStripOutputs } from "#engine/erosion";
import { type CellValues, type CellValueType, type Grid, windowsByRows } from "#engine/rasters";
import { type CogFile, createCogFile } from "#platform/files";
import { type SurveyConfig, type SurveyLayerId, surveyLayerPath } from "../../model/index.ts";
import type { FactorLayers } from "../factor-layers.ts";

interface LayerKind {
  readonly valueType: CellValueType;
  readonly noData: number;
  readonly overviewMethod: "average" | "mode";
  readonly description: string;
  readonly unit: string;
}

const quantity = (description: string, unit: string): LayerKind => ({
  valueType: "float32",
  noData: Number.NaN,
  overviewMethod: "average",
  description,
  unit,
});

const codes = (description: string): LayerKind => ({
  valueType: "uint8",
  noData: 0,
  overviewMethod: "mode",
  description,
  unit: "",
});

const layerKinds: Readonly<Record<SurveyLayerId, LayerKind>> = {
  intensity: codes("土壤侵蚀强度 1 微度 2 轻度 3 中度 4 强烈 5 极强烈 6 剧烈"),
  "soil-loss": quantity("土壤侵蚀模数", "t/(km²·a)"),
  hillshade: { ...codes("山体阴影"), overviewMethod: "average" },
  slope: quantity("坡度", "°"),
  "slope-length": quantity("坡长（至栅格下缘，不超过上限）", "m"),
  ls: quantity("坡长坡度因子 LS", ""),
  r: quantity("降雨侵蚀力 R", "MJ·mm/(hm²·h·a)"),
  k: quantity("土壤可蚀性 K", "t·hm²·h/(hm²·MJ·mm)"),
  l: quantity("坡长因子 L", ""),
  s: quantity("坡度因子 S", ""),
  b: quantity("生物措施因子 B", ""),
  e: quantity("工程措施因子 E", ""),
  t: quantity("耕作措施因子 T", ""),
  "land-use": codes("土地利用（动态监测 25 类）"),
};

/** Marks every file of a demonstration. */
export function layerMetadata(config: Pick<SurveyConfig, "demonstration">): Readonly<Record<string, string>> {
  return config.demonstration ? { MARK: "演示数据 demonstration" } : {};
}

const FACTOR_OF_LAYER = { r: "erosivity", k: "erodibility", b: "biological", e: "engineering", t: "tillage" } as const;

/** What is known of a strip once it is computed. */
export interface SurveyStrip {
  readonly outputs: ErosionStripOutputs;
  readonly factors: FactorLayers;
  /** λ at the lower edge of each cell, as it entered L. */
  readonly slopeLengthMetres: Float32Array;
}

/** Files of a survey that are written strip by strip while it is computed. */
export class SurveyLayerWriters {
  readonly #files: ReadonlyMap<SurveyLayerId, CogFile>;

  private constructor(files: ReadonlyMap<SurveyLayerId, CogFile>) {
    this.#files = files;
  }

  /** @param layers those to write; a factor that is one number everywhere has none */
  static async open(
    directory: string,
    grid: Grid,
    layers: readonly SurveyLayerId[],
    metadata: Readonly<Record<string, string>>,
  ): Promise<SurveyLayerWriters> {
    await mkdir(join(directory, "factors"), { recursive: true });
    const files = new Map<SurveyLayerId, CogFile>();
    for (const layer of layers) files.set(layer, await openLayer(directory, grid, layer, metadata));
    return new SurveyLayerWriters(files);
  }

  async writeStrip(strip: SurveyStrip): Promise<void> {
    await Promise.all(
      [...this.#files].map(async ([layer, file]) => {
        const values = valuesOf(layer, strip);
        if (values !== undefined) await file.writeRows(values);
      }),
    );
  }

  async finish(): Promise<void> {
    for (const file of this.#files.values()) await file.finish();
  }

  async abandon(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.abandon()));
  }
}

function valuesOf(layer: SurveyLayerId, { outputs, factors, slopeLengthMetres }: SurveyStrip): CellValues | undefined {
  switch (layer) {
    case "intensity":
      return outputs.intensity;
    case "soil-loss":
      return outputs.erosionModulus;
    case "slope":
      return outputs.slopeDegrees;
    case "slope-length":
      return slopeLengthMetres;
    case "ls":
      return outputs.lengthSteepness;
    case "l":
      return outputs.slopeLengthFactor;
    case "s":
      return outputs.slopeSteepnessFactor;
    case "r":
    case "k":
    case "b":
    case "e":
    case "t": {
      const values = factors.current(FACTOR_OF_LAYER[layer]);
      return typeof values === "number" ? undefined : values;
    }
    case "hillshade":
    case "land-use":
      return undefined;
  }
}

function openLayer(
  directory: string,
  grid: Grid,
  layer: SurveyLayerId,
  metadata: Readonly<Record<string, string>>,
): Promise<CogFile> {
  const { unit, ...kind } = layerKinds[layer];
  return createCogFile(join(directory, surveyLayerPath(layer)), {
    grid,
    ...kind,
    ...(unit === "" ? {} : { unit }),
    metadata,
  });
}

/** Writes a layer whose values are all in memory. */
export async function writeWholeLayer(
  directory: string,
  grid: Grid,
  layer: SurveyLayerId,
  values: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const file = await openLayer(directory, grid, layer, metadata);
  for (const window of windowsByRows(grid, 512)) {
    const first = window.row * grid.columns;
    await file.writeRows(values.subarray(first, first + window.rows * grid.columns));
  }
  await file.finish();
}
