import { newCellValues, noDataCountsAsNaN, type Window } from "#engine/rasters";
import type { CodeStrip } from "#engine/zonal-statistics";
import { type OpenRaster, openRaster } from "#platform/files";
import type { CountedLayer, ShelvedSurvey } from "./survey-shelf.ts";

/** Layers of a survey, read window by window; one that is a constant reads like a raster that holds it everywhere. */
export interface LayerReader {
  /** Codes, 0 where a cell has none; undefined where the survey has no such layer. */
  codes(layer: CountedLayer, window: Window): Promise<CodeStrip | undefined>;
  /** Quantities, NaN where a cell has none; undefined where the survey has no such layer. */
  quantities(layer: CountedLayer, window: Window): Promise<Float32Array | undefined>;
  close(): Promise<void>;
}

/** @throws TerraceError of `openRaster` */
export async function layerReader(survey: ShelvedSurvey, layers: readonly CountedLayer[]): Promise<LayerReader> {
  const open = new Map<CountedLayer, OpenRaster | number>();
  const close = async () => {
    await Promise.all([...open.values()].map((layer) => (typeof layer === "number" ? undefined : layer.close())));
  };
  try {
    for (const name of layers) {
      const layer = survey.layers[name];
      if (layer !== undefined) open.set(name, layer.kind === "constant" ? layer.value : await openRaster(layer.path));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    codes: async (name, window) => {
      const layer = open.get(name);
      if (layer === undefined) return undefined;
      if (typeof layer === "number") return Uint8Array.from({ length: window.columns * window.rows }, () => layer);
      const { values, validity } = await layer.readWindow(window);
      const codes = newCellValues("uint16", values.length) as Uint16Array;
      for (let cell = 0; cell < codes.length; cell++) codes[cell] = validity.isValid(cell) ? values[cell]! : 0;
      return codes;
    },
    quantities: async (name, window) => {
      const layer = open.get(name);
      if (layer === undefined) return undefined;
      if (typeof layer === "number") return new Float32Array(window.columns * window.rows).fill(layer);
      return noDataCountsAsNaN(await layer.readWindow(window));
    },
    close,
  };
}
