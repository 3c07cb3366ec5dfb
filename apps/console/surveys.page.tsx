import type { ReactNode } from "react";
import { SurveyPage, surveyNamespace, surveyTexts } from "#contexts/erosion-assessment/console";
import { createTexts, PageTools, usePageTitle } from "#platform/interface-kit";
import { useConsoleTexts } from "./console-texts.ts";

const useSurveyTexts = createTexts(surveyNamespace, surveyTexts);

/** 动态监测, with its picker and files in the console's top bar. */
export default function SurveysPage(): ReactNode {
  useSurveyTexts();
  const { text } = useConsoleTexts();
  usePageTitle(text("menu.surveys"));
  return (
    <SurveyPage
      frame={({ tools, content }) => (
        <>
          <h1 className="visually-hidden">{text("menu.surveys")}</h1>
          <PageTools>{tools}</PageTools>
          {content}
        </>
      )}
    />
  );
}
