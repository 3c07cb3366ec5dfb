import type { Window } from "#engine/rasters";
import type { CodeStrip } from "#engine/zonal-statistics";
import type { ScreeningTopic } from "../../model/index.ts";
import { type LayerReader, layerReader } from "../layer-reader.ts";
import type { CountedLayer, ShelvedSurvey } from "../survey-shelf.ts";
import { type CellFacts, classifier, type ScreeningLimits } from "./screening-rules.ts";

/** The cells of a window with what they are suspected of, and the figures that say why. */
export interface SuspectStrip {
  readonly zones: CodeStrip;
  /** Class code of each cell, 0 where it is not suspected. */
  readonly classes: Uint8Array;
  factsOf(cell: number): CellFacts;
}

export interface SuspectReader {
  read(topic: ScreeningTopic, window: Window): Promise<SuspectStrip>;
  close(): Promise<void>;
}

const LAYERS: readonly CountedLayer[] = ["zones", "slope", "land-use", "b"];

/** @param baseline the earlier survey on the same grid, for what needs one */
export async function openSuspects(
  survey: ShelvedSurvey,
  baseline: ShelvedSurvey | null,
  limits: ScreeningLimits,
): Promise<SuspectReader> {
  const now = await layerReader(survey, LAYERS);
  let before: LayerReader | null = null;
  try {
    before = baseline === null ? null : await layerReader(baseline, ["land-use", "b"]);
  } catch (error) {
    await now.close();
    throw error;
  }
  return {
    read: (topic, window) => readStrip(now, before, classifier(topic, limits), window),
    close: async () => {
      await Promise.all([now.close(), before?.close()]);
    },
  };
}

async function readStrip(
  now: LayerReader,
  before: LayerReader | null,
  classOf: (cell: CellFacts) => number,
  window: Window,
): Promise<SuspectStrip> {
  const [zones, slope, landUse, b] = [
    await now.codes("zones", window),
    await now.quantities("slope", window),
    await now.codes("land-use", window),
    await now.quantities("b", window),
  ];
  const [landUseBefore, bBefore] = [await before?.codes("land-use", window), await before?.quantities("b", window)];
  if (zones === undefined || landUse === undefined) throw new Error("A survey without zones or land use was screened");
  const factsOf = (cell: number): CellFacts => ({
    slopeDegrees: slope?.[cell] ?? Number.NaN,
    landUse: landUse[cell]!,
    landUseBefore: landUseBefore?.[cell] ?? 0,
    biologicalFactor: b?.[cell] ?? Number.NaN,
    biologicalFactorBefore: bBefore?.[cell] ?? Number.NaN,
  });
  const classes = new Uint8Array(window.columns * window.rows);
  for (let cell = 0; cell < classes.length; cell++) classes[cell] = classOf(factsOf(cell));
  return { zones, classes, factsOf };
}
