import type { ReactNode } from "react";
import type { Lamp, ReportState } from "#contexts/action-plan/model";
import styles from "./marks.module.css";
import { usePlanTexts } from "./plan-texts.ts";

/** A lamp, always with its word: colour alone says nothing to many people. */
export function LampMark({ lamp, title }: { readonly lamp: Lamp; readonly title?: string }): ReactNode {
  const { text } = usePlanTexts();
  return (
    <span className={styles.mark} data-lamp={lamp} title={title}>
      <span className={styles.dot} data-lamp={lamp} aria-hidden="true" />
      {text(`lamp.${lamp}`)}
    </span>
  );
}

/** The state of a report; null where there is none. */
export function StateMark({ state }: { readonly state: ReportState | null }): ReactNode {
  const { text } = usePlanTexts();
  return (
    <span className={styles.state} data-state={state ?? "none"}>
      {state === null ? text("tasks.none") : text(`state.${state}`)}
    </span>
  );
}
