export { SurveyPage } from "./survey.page.tsx";
export { surveyNamespace, surveyTexts } from "./survey-text.ts";
