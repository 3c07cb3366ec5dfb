import { Button } from "antd";
import type { ReactNode } from "react";
import type { ReportContent } from "#contexts/action-plan/model";
import { ApiProblem, dash } from "#platform/interface-kit";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-panel.module.css";

interface Difference {
  readonly field: string;
  readonly stored: unknown;
  readonly sent: unknown;
}

export interface Conflict {
  /** Of what is stored. */
  readonly version: number;
  readonly fields: readonly Difference[];
}

/** What the server tells of an edit that came second; undefined where the error is another one. */
export function conflictOf(error: Error | null): Conflict | undefined {
  if (!(error instanceof ApiProblem) || error.code !== "plan-report-changed-elsewhere") return undefined;
  const { version, fields } = error.details as Partial<Conflict>;
  return version === undefined || fields === undefined ? undefined : { version, fields };
}

export function storedContent({ version, fields }: Conflict): Partial<ReportContent> {
  return { ...Object.fromEntries(fields.map(({ field, stored }) => [field, stored])), version };
}

/** What somebody else has saved beside what one was about to save: one chooses, and nothing is lost unseen. */
export function ReportConflict(props: {
  readonly conflict: Conflict;
  readonly onKeepMine: () => void;
  readonly onTakeStored: () => void;
}): ReactNode {
  const { text, codeText } = usePlanTexts();
  return (
    <section className={styles.conflict} role="alert" aria-labelledby="report-conflict">
      <h4 id="report-conflict" className={styles.heading}>
        {text("conflict.title")}
      </h4>
      <p className={styles.quiet}>{text("conflict.text")}</p>
      <table className={styles.difference}>
        <thead>
          <tr>
            <td />
            <th scope="col">{text("conflict.stored")}</th>
            <th scope="col">{text("conflict.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {props.conflict.fields.map(({ field, stored, sent }) => (
            <tr key={field}>
              <th scope="row">{codeText("conflict.field", field)}</th>
              <td>{words(stored)}</td>
              <td>{words(sent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.buttons}>
        <Button onClick={props.onTakeStored}>{text("conflict.takeStored")}</Button>
        <Button danger onClick={props.onKeepMine}>
          {text("conflict.keepMine")}
        </Button>
      </div>
    </section>
  );
}

function words(value: unknown): string {
  if (value === null || value === "") return dash;
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return dash;
  return value
    .map((each: unknown) => (typeof each === "object" && each !== null ? Object.values(each).join(" ") : String(each)))
    .join("\n");
}
