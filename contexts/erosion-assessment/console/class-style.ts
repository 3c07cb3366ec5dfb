import type { IntensityId, SurveyLayer } from "#contexts/erosion-assessment/model";
import { intensityIds } from "#contexts/erosion-assessment/model";

export interface ClassStyle {
  readonly id: IntensityId;
  readonly label: string;
  readonly color: string;
}

/**
 * Name and colour of the six classes as the legend of the intensity layer gives them, so that table, chart and map cannot
 * differ. Code 1 is 微度 and 6 is 剧烈.
 */
export function classStyles(
  layers: readonly SurveyLayer[],
  pick: (zh: string, en: string) => string,
): readonly ClassStyle[] {
  const legend = layers.find((layer) => layer.id === "intensity")?.legend;
  const entries = legend?.kind === "classes" ? legend.entries : [];
  return intensityIds.map((id, index) => {
    const entry = entries.find((candidate) => candidate.code === index + 1);
    return { id, label: entry ? pick(entry.labelZh, entry.labelEn) : id, color: entry?.color ?? "transparent" };
  });
}
