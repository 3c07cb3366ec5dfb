/** The rasters of a survey that a map can show, in the order of the layer list. */
export const surveyLayerIds = [
  "intensity",
  "soil-loss",
  "hillshade",
  "slope",
  "slope-length",
  "ls",
  "r",
  "k",
  "l",
  "s",
  "b",
  "e",
  "t",
  "land-use",
] as const;

export type SurveyLayerId = (typeof surveyLayerIds)[number];

/** Where each layer lies inside a run's folder. A factor that is one number everywhere has no file. */
export function surveyLayerPath(id: SurveyLayerId): string {
  const isFactor = id.length === 1;
  return isFactor ? `factors/${id}.tif` : `${id}.tif`;
}
