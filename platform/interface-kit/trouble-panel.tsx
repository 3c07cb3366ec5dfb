import { Alert } from "antd";
import type { ReactNode } from "react";
import { ApiProblem } from "./api-request.ts";
import { type KitTexts, useKitTexts } from "./kit-texts.ts";
import { StatePanel } from "./state-panel.tsx";

/** Why something failed and what to do, in the words of the server where it has some. */
export function troubleText(error: Error, { text, pick }: Pick<KitTexts, "text" | "pick">): string {
  if (error instanceof ApiProblem) return pick(error.userMessage, error.message);
  return `${text("trouble.bug")} ${error.message}`;
}

/** In the place of what could not be read. */
export function TroublePanel(props: {
  readonly error: Error;
  readonly title?: string;
  readonly onRetry?: () => void;
}): ReactNode {
  const texts = useKitTexts();
  const retry = props.onRetry && { label: texts.text("trouble.retry"), onRetry: props.onRetry };
  return (
    <StatePanel tone="error" title={props.title ?? texts.text("trouble.title")} {...(retry ? { retry } : {})}>
      <p>{troubleText(props.error, texts)}</p>
    </StatePanel>
  );
}

/** Above the buttons of a form whose sending failed; nothing where it did not. */
export function TroubleNote({ error }: { readonly error: Error | null }): ReactNode {
  const texts = useKitTexts();
  return error ? <Alert type="error" role="alert" title={troubleText(error, texts)} /> : null;
}
