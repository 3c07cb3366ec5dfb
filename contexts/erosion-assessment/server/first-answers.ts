import type { SurveyLibrary } from "./survey-library.ts";

/**
 * The addresses that the survey screen asks for before it can show anything, so that a page may name them to the browser
 * ahead of the program: the list, and of the survey that it opens with (`run`, else the latest) the figures and layers.
 */
export async function firstAnswers(library: SurveyLibrary, run: string | undefined): Promise<readonly string[]> {
  const { runs } = await library.list();
  const opened = run === undefined ? runs[0] : runs.find(({ summary }) => summary.runId === run);
  if (opened === undefined) return ["/api/surveys"];
  const survey = `/api/surveys/${encodeURIComponent(opened.summary.runId)}`;
  return ["/api/surveys", `${survey}/summary`, `${survey}/layers`];
}
