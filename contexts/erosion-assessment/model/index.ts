export { type CellExplanation, cellExplanation, type ExplainedFactor } from "./cell-explanation.ts";
export {
  type LayerLegend,
  type Problem,
  problem,
  type SurveyLayer,
  type SurveyListItem,
  surveyLayerList,
  surveyList,
} from "./http-contract.ts";
export { mappedLayers } from "./mapped-layers.ts";
export type { Note } from "./note.ts";
export { type Provenance, type ProvenanceInput, type ProvenanceParameter, provenance } from "./provenance.ts";
export { surveyAddress, tilesAddress } from "./survey-addresses.ts";
export { surveyCaption } from "./survey-caption.ts";
export { type SurveyComparison, surveyComparison } from "./survey-comparison.ts";
export { type SurveyConfig, type SurveyConfigInput, surveyConfig } from "./survey-config.ts";
export { type SurveyLayerId, surveyLayerIds, surveyLayerPath } from "./survey-layers.ts";
export { isVectorFile, type SurveyRequest, surveyConfigFrom } from "./survey-request.ts";
export {
  type SurveyInputFile,
  type SurveyInputKind,
  type SurveyParameter,
  type SurveyRunRequest,
  surveyInputFile,
  surveyInputKinds,
  surveyInputList,
  surveyInputsRecord,
  surveyJobKind,
  surveyParameterList,
  surveyRunAnswer,
  surveyRunRequest,
  surveyRunResult,
  surveySettings,
} from "./survey-runs.ts";
export {
  type ByIntensity,
  type IntensityId,
  intensityIds,
  type SurveySummary,
  surveySummary,
  type ZoneSummary,
} from "./survey-summary.ts";
export {
  type SurveyDecision,
  type SurveyDecisionRequest,
  type SurveyStanding,
  type SurveyState,
  type SurveyVersion,
  surveyDecisionRequest,
  surveyDecisions,
  surveyStates,
  surveyVersion,
  surveyVersionList,
} from "./survey-versions.ts";
