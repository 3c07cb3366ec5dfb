import type { SurveyLayer } from "./http-contract.ts";

/** What a map can show of a survey. */
export interface MappedLayers {
  /** The hillshade, which lies under the theme. */
  readonly ground: SurveyLayer | undefined;
  /** In the order of the layer list; the first is the one that a map opens with. */
  readonly themes: readonly SurveyLayer[];
}

/** A layer that is one number everywhere has no tiles, so no map shows it. */
export function mappedLayers(layers: readonly SurveyLayer[]): MappedLayers {
  const mapped = layers.filter((layer) => layer.constant === null);
  return {
    ground: mapped.find((layer) => layer.id === "hillshade"),
    themes: mapped.filter((layer) => layer.id !== "hillshade"),
  };
}
