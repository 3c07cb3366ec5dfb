import { join } from "node:path";
import { createRecordSource, type SurveyRun } from "#contexts/erosion-assessment/server";
import type { CountedLayer, ShelvedLayer, SurveyShelf } from "#contexts/territory/server";
import { TerraceError } from "#errors";

/** Where each layer lies in the folder of a survey. */
const FILES: Readonly<Record<CountedLayer, string>> = {
  intensity: "intensity.tif",
  "soil-loss": "soil-loss.tif",
  slope: "slope.tif",
  "land-use": "land-use.tif",
  b: "factors/b.tif",
  zones: "zones.tif",
};

/** The surveys that are records, as the context of the territory counts in them. */
export function createSurveyShelf(dataFolder: string): SurveyShelf {
  const source = createRecordSource(dataFolder);
  const list: SurveyShelf["list"] = async (reader) => {
    const surveys = await source.list(reader);
    return surveys
      .flatMap(({ runId, title, year, demonstration, product, standing }) =>
        standing?.state === "published" && product === "multi-year-mean"
          ? [{ runId, title, year, demonstration, number: standing.number }]
          : [],
      )
      .sort((a, b) => b.year - a.year);
  };
  return {
    list,
    open: async (reader, runId) => {
      // What is counted from a survey is shown to districts: of one that is not published they must not know.
      const published = (await list(reader)).find((survey) => survey.runId === runId);
      if (published === undefined) throw notPublished(runId);
      const run = await source.find(reader, runId);
      const { toleranceModulus, grid, zones } = run.summary;
      return {
        ...published,
        toleranceModulus,
        grid,
        provenanceSha256: run.provenanceSha256,
        layers: layersOf(run),
        // The summary has a line of its own, after these, for what lies outside all of them.
        zones: zones.slice(0, run.provenance.zones.length).map(({ name, code }) => ({ name, code })),
      };
    },
  };
}

function notPublished(runId: string): TerraceError {
  return new TerraceError({
    code: "survey-not-published",
    userMessage: `没有编号为 ${runId} 的已发布调查，可能还是草稿或已撤回。请先在“动态监测”中发布，再重新选择。`,
    message: `There is no published survey ${runId}; publish it first, then choose again.`,
    details: { runId },
  });
}

function layersOf({ directory, provenance }: SurveyRun): Readonly<Partial<Record<CountedLayer, ShelvedLayer>>> {
  const constants: Readonly<Record<string, number>> = provenance.constantFactors;
  const layers = Object.entries(FILES).flatMap(([layer, file]): [string, ShelvedLayer][] => {
    const constant = constants[layer];
    if (constant !== undefined) return [[layer, { kind: "constant", value: constant }]];
    const written = provenance.outputs.find((output) => output.file === file);
    return written === undefined
      ? []
      : [[layer, { kind: "raster", path: join(directory, file), sha256: written.sha256 }]];
  });
  return Object.fromEntries(layers);
}
