import { type ReactNode, useContext } from "react";
import { RecordSlotsContext } from "#platform/interface-kit";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-panel.module.css";

/** The files of a report, where the product has a panel for files. A report that was never saved has no place for them yet. */
export function Evidence(props: { readonly reportId: string | undefined; readonly canEdit: boolean }): ReactNode {
  const { text } = usePlanTexts();
  const { materials: Panel } = useContext(RecordSlotsContext);
  if (Panel === undefined) return null;
  return (
    <section className={styles.evidence} aria-label={text("report.evidence")}>
      <h4 className={styles.label}>{text("report.evidence")}</h4>
      {props.reportId === undefined ? (
        <p className={styles.quiet}>{text("report.evidenceLater")}</p>
      ) : (
        <Panel recordSet="progress-reports" recordId={props.reportId} canEdit={props.canEdit} />
      )}
    </section>
  );
}
