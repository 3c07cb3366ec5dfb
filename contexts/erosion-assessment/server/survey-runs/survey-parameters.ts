import { csleParameterOf, isUnconfirmed, type ReferenceRow, tolerableSoilLossOf } from "#reference-data";
import { type SurveyParameter, surveyConfig } from "../../model/index.ts";

/** Which keys of `survey.yaml` change a constant of the reference tables. */
const REFERENCES = [
  ["maximumLength", "length.maximum"],
  ["gentleCutFactor", "length.gentleCutFactor"],
  ["steepCutFactor", "length.steepCutFactor"],
  ["maximumMissingDays", "rain.maximumMissingDays"],
] as const;

/** What a survey takes when nothing else is said, with where it is from. The ids are keys of `survey.yaml`. */
export function surveyParameters(): SurveyParameter[] {
  // Yantai lies in it, and so does the default of the configuration.
  const tolerance = tolerableSoilLossOf("northern-earth-rock-mountains");
  const minimum = surveyConfig.shape.patches.parse({}).minimumSquareMetres;
  return [
    parameterOf("tolerance", "容许土壤流失量 T₀", "Tolerable soil loss T₀", "t/(km²·a)", tolerance),
    ...REFERENCES.map(([key, id]) => {
      const row = csleParameterOf(id);
      if (row === undefined) throw new RangeError(`no reference parameter ${id}`);
      return parameterOf(key, row.zh, row.en, row.unit, row);
    }),
    parameterOf("minimumPatch", "最小图斑面积", "Smallest patch", "m²", {
      value: minimum,
      source: "本产品设计",
      confidence: "design",
    }),
  ];
}

function parameterOf(
  id: string,
  nameZh: string,
  nameEn: string,
  unit: string | null,
  { value, source, confidence }: Pick<ReferenceRow<number>, "value" | "source" | "confidence">,
): SurveyParameter {
  return { id, nameZh, nameEn, value, unit, source, confidence, isUnconfirmed: isUnconfirmed({ confidence }) };
}
