import { join } from "node:path";
import { type CellValues, type CellValueType, type Grid, type Window, windowsByRows } from "#engine/rasters";
import { createCogFile } from "#platform/files";

interface TerrainLayer {
  readonly description: string;
  readonly unit?: string;
  readonly valueType: CellValueType;
  /** 255 and 0 can stand for no data where no direction, shade, count or label has that value. */
  readonly noData: number;
  readonly overviewMethod: "average" | "nearest";
}

const quantity = (description: string, unit: string): TerrainLayer => ({
  description,
  unit,
  valueType: "float32",
  noData: Number.NaN,
  overviewMethod: "average",
});

const terrainLayers = {
  slope: quantity("坡度", "°"),
  aspect: { ...quantity("坡向（从北顺时针，平地 −1）", "°"), overviewMethod: "nearest" },
  hillshade: { description: "山体阴影", valueType: "uint8", noData: 0, overviewMethod: "average" },
  filled: quantity("填洼后的高程", "m"),
  direction: {
    description: "D8 流向（1 东 2 东南 4 南 8 西南 16 西 32 西北 64 北 128 东北，0 出口）",
    valueType: "uint8",
    noData: 255,
    overviewMethod: "nearest",
  },
  accumulation: {
    description: "汇流累积（栅格数，含自身）",
    valueType: "uint32",
    noData: 0,
    overviewMethod: "nearest",
  },
  "slope-length": quantity("坡长", "m"),
  watershed: { description: "集水区序号", valueType: "uint32", noData: 0, overviewMethod: "nearest" },
} as const satisfies Record<string, TerrainLayer>;

export type TerrainLayerName = keyof typeof terrainLayers;

const ROWS_AT_A_TIME = 512;

/** The rasters that `terrace terrain` writes, one after the other. */
export class TerrainFiles {
  readonly names: string[] = [];
  readonly #directory: string;
  readonly #grid: Grid;
  readonly #onProgress: (label: string, fraction: number) => void;

  constructor(directory: string, grid: Grid, onProgress: (label: string, fraction: number) => void) {
    this.#directory = directory;
    this.#grid = grid;
    this.#onProgress = onProgress;
  }

  /** A layer whose values are all in memory. */
  async write(name: TerrainLayerName, values: CellValues): Promise<void> {
    await this.writeRows(name, (_, first, last) => values.subarray(first, last));
  }

  /** @param rowsOf values of the cells `first` to `last` (exclusive), which are those of the window */
  async writeRows(
    name: TerrainLayerName,
    rowsOf: (window: Window, first: number, last: number) => CellValues,
  ): Promise<void> {
    const layer: TerrainLayer = terrainLayers[name];
    const file = await createCogFile(join(this.#directory, `${name}.tif`), { grid: this.#grid, ...layer });
    for (const window of windowsByRows(this.#grid, ROWS_AT_A_TIME)) {
      const first = window.row * this.#grid.columns;
      await file.writeRows(rowsOf(window, first, first + window.rows * this.#grid.columns));
    }
    await file.finish();
    this.names.push(`${name}.tif`);
    this.#onProgress(layer.description, 0.2 + this.names.length * 0.09);
  }
}
