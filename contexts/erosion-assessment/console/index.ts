export { SurveyPage } from "./survey.page.tsx";
export { prepareSurveyScreen } from "./survey-queries.ts";
export { surveyNamespace, surveyTexts } from "./survey-text.ts";
