export {
  type FirstSurvey,
  firstOpacity,
  openedLayer,
  openedRun,
  readFirstSurvey,
  type SurveyRasters,
  surveyRasters,
} from "./first-survey.ts";
export {
  type AddressPlace,
  type AddressView,
  placeParameter,
  readSurveyAddress,
  type SurveyAddress,
  viewParameter,
} from "./survey-address.ts";
export { drawSurveyFrame } from "./survey-frame.ts";
export { default as surveyLayout } from "./survey-layout.module.css";
