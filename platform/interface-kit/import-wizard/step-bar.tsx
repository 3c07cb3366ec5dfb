import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";
import type { ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./step-bar.module.css";
import { type ImportStep, importSteps, stateOfStep } from "./steps.ts";

/** The steps on top: where one is, what is done, what stands in the way; each can be gone back to. */
export function StepBar(props: {
  readonly current: ImportStep;
  readonly session?: ImportSession;
  readonly onStep?: (step: ImportStep) => void;
}): ReactNode {
  const { text } = useImportTexts();
  const { current, session, onStep } = props;
  return (
    <nav className={styles.steps} aria-label={text("steps")}>
      <ol>
        {importSteps.map((step, i) => {
          const state = session ? stateOfStep(step, session) : "waiting";
          const isCurrent = step === current;
          return (
            <li key={step} data-state={state}>
              <button
                type="button"
                aria-current={isCurrent ? "step" : undefined}
                disabled={onStep === undefined || step === "file"}
                onClick={() => onStep?.(step)}
              >
                <span className={styles.stepNumber}>
                  {state === "done" && !isCurrent ? <Icon name="check" size={12} /> : i + 1}
                </span>
                {text(`step.${step}`)}
                {state === "trouble" ? <span className={styles.stepTrouble}>{text("step.trouble")}</span> : null}
                {state === "done" ? <span className="visually-hidden">{text("step.done")}</span> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
