import { firstViewOf, type PixelSize, tilesInView } from "#platform/first-view";
import { mappedLayers, surveyAddress, tilesAddress } from "../model/index.ts";
import type { LayerTiles } from "./layer-tiles.ts";
import type { SurveyReader, SurveySource } from "./survey-source.ts";

/**
 * The addresses that the survey screen asks for before it can show anything, so that a page may name them to the browser
 * ahead of the program: the list, and of the survey that it opens with (`run`, else the latest) the figures and layers.
 */
export async function firstAnswers(
  source: SurveySource,
  reader: SurveyReader,
  run: string | undefined,
): Promise<readonly string[]> {
  const opened = await openedRun(source, reader, run);
  if (opened === undefined) return ["/api/surveys"];
  const survey = surveyAddress(opened);
  return ["/api/surveys", `${survey}/summary`, `${survey}/layers`];
}

/**
 * The map in windows of 1280 to 1920 pixels across and 720 to 1080 down: beside it stand 688 or 772 pixels of menu and
 * panels, above and below it 74 of bars and a table of at least a row and at most 37 %. Between two of these sizes the map
 * opens at the zoom of one of them.
 */
const usualMapSizes: readonly PixelSize[] = [592, 752, 1148].flatMap((width) =>
  [400, 510, 620, 740, 880].map((height) => ({ width, height })),
);

/**
 * The addresses of the tiles that the survey screen opens with: of the latest survey, in windows of usual sizes.
 * @throws TerraceError of reading a raster
 */
export async function firstTiles(
  source: SurveySource,
  reader: SurveyReader,
  tiles: LayerTiles,
): Promise<readonly string[]> {
  const opened = await openedRun(source, reader, undefined);
  if (opened === undefined) return [];
  const run = await source.find(reader, opened);
  const { runId, bounds } = run.summary;
  const { ground, themes } = mappedLayers(await tiles.list(run));
  const shown = [themes[0], ground].filter((layer) => layer !== undefined);
  const addresses = shown.flatMap((layer) => {
    const { minZoom, maxZoom } = layer;
    const pyramid = { tiles: tilesAddress(runId, layer), minZoom, maxZoom };
    return usualMapSizes.flatMap((size) => {
      const view = firstViewOf(size, bounds, undefined);
      return tilesInView(view, size, pyramid, bounds).map(({ address }) => address);
    });
  });
  return [...new Set(addresses)];
}

/** Without a run in the page's address the first of the list. */
async function openedRun(
  source: SurveySource,
  reader: SurveyReader,
  run: string | undefined,
): Promise<string | undefined> {
  const surveys = await source.list(reader);
  return (run === undefined ? surveys[0] : surveys.find(({ runId }) => runId === run))?.runId;
}
