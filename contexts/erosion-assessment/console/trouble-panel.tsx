import type { ReactNode } from "react";
import { StatePanel } from "#platform/interface-kit";
import { RequestError } from "./survey-requests.ts";
import { type SurveyLanguage, useSurveyLanguage } from "./survey-text.ts";

/** Why something could not be read, and what to do. */
export function TroublePanel(props: {
  readonly error: Error;
  readonly title?: string;
  readonly onRetry?: () => void;
}): ReactNode {
  const language = useSurveyLanguage();
  const retry = props.onRetry && { label: language.text("error.retry"), onRetry: props.onRetry };
  return (
    <StatePanel tone="error" title={props.title ?? language.text("error.title")} {...(retry ? { retry } : {})}>
      <p>{troubleText(props.error, language)}</p>
    </StatePanel>
  );
}

export function troubleText(error: Error, { text, pick }: SurveyLanguage): string {
  if (!(error instanceof RequestError)) return `${text("error.bug")} ${error.message}`;
  const { trouble } = error;
  if (trouble.kind === "problem") return pick(trouble.problem.userMessage, trouble.problem.message);
  return text(trouble.kind === "unreachable" ? "error.unreachable" : "error.unexpected");
}
