import type { ReactNode } from "react";
import { useKitTexts } from "../kit-texts.ts";
import { UnconfirmedMark } from "../marks.tsx";
import { deadlineText } from "./deadline-text.ts";
import styles from "./stage-bar.module.css";
import type { WorkflowView } from "./workflow.ts";

/** The stages of a record's course: what is passed, where it stands, what is usually ahead. */
export function StageBar({ workflow }: { readonly workflow: WorkflowView }): ReactNode {
  const { text, pick } = useKitTexts();
  return (
    <ol className={styles.stages} aria-label={pick(workflow.workflow.titleZh, workflow.workflow.titleEn)}>
      {workflow.stages.map((stage) => (
        <li
          key={stage.state}
          className={styles.stage}
          data-status={stage.status}
          aria-current={stage.status === "current" ? "step" : undefined}
        >
          {pick(stage.labelZh, stage.labelEn)}
          <span className="visually-hidden">{text(`stage.${stage.status}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The state as a badge, who has it, and the days left with their legal ground. */
export function StateLine({ workflow }: { readonly workflow: WorkflowView }): ReactNode {
  const texts = useKitTexts();
  const { text, pick } = texts;
  const { state, deadline, assignee, signers } = workflow;
  const waiting = signers.filter(({ hasSigned }) => !hasSigned).map(({ name }) => name);
  const kind = deadline?.isOverdue ? "overdue" : state.kind;
  return (
    <p className={styles.line}>
      <span className={styles.badge} data-kind={kind}>
        {pick(state.labelZh, state.labelEn)}
      </span>
      {deadline ? (
        <span className={styles.deadline} data-overdue={deadline.isOverdue} title={deadline.legalGround}>
          {deadlineText(deadline, texts)}
        </span>
      ) : null}
      {deadline?.isUnconfirmed ? (
        <UnconfirmedMark label={text("mark.unconfirmed")} title={deadline.legalGround} />
      ) : null}
      {assignee ? <span>{text("course.assignee", { name: assignee.name })}</span> : null}
      {waiting.length > 0 ? <span>{text("course.signers", { names: waiting.join(text("list.comma")) })}</span> : null}
    </p>
  );
}
