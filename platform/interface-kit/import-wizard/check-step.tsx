import { Button, Checkbox, Radio } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Icon } from "../icon.tsx";
import { FindingsTable } from "./findings-table.tsx";
import { type FindingSeverity, type ImportSession, importAddress } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { OutcomeFigures } from "./outcome-figures.tsx";
import { OutlineMap } from "./outline-map.tsx";
import type { StepProps } from "./step-props.ts";

const severities: readonly FindingSeverity[] = ["refused", "warning", "repaired"];

/** Everything that was found, by how grave it is: where, in which field, what, and on the map. */
export function CheckStep({ session, decisions }: StepProps): ReactNode {
  const { text } = useImportTexts();
  const [looked, setLooked] = useState<readonly [number, number]>();
  const { outcome, targetView } = session;
  const places = useMemo(
    () => outcome?.findings.flatMap(({ place, severity }) => (place ? [{ at: place, severity }] : [])) ?? [],
    [outcome],
  );
  if (outcome === null) return <p>{text("check.notYet")}</p>;
  const hasMap = targetView.geometry !== null;
  return (
    <div className={styles.stack}>
      <OutcomeFigures session={session} />
      <Downloads session={session} />
      <div className={hasMap ? styles.placeStep : styles.stack}>
        <div className={styles.stack}>
          {outcome.findings.length === 0 ? <p>{text("check.clean")}</p> : null}
          {severities.map((severity) => (
            <FindingsTable
              key={severity}
              severity={severity}
              count={countOf(session, severity)}
              findings={outcome.findings.filter((finding) => finding.severity === severity)}
              session={session}
              onLook={(place) => setLooked([...place])}
            />
          ))}
        </div>
        <div className={styles.stack}>
          {hasMap ? <OutlineMap session={session} places={places} looked={looked} /> : null}
          <Treatment session={session} decisions={decisions} />
        </div>
      </div>
    </div>
  );
}

function countOf({ outcome }: ImportSession, severity: FindingSeverity): number {
  if (outcome === null) return 0;
  return { refused: outcome.refusedCount, warning: outcome.warningCount, repaired: outcome.repairedCount }[severity];
}

/** The report, and the sender's own workbook with the faults in its cells. */
export function Downloads({ session }: { readonly session: ImportSession }): ReactNode {
  const { text } = useImportTexts();
  return (
    <p className={styles.buttons}>
      <Button icon={<Icon name="download" />} href={`${importAddress(session.id)}/report.xlsx`} download="">
        {text("report")}
      </Button>
      {session.isReturnable && session.state !== "committed" ? (
        <>
          <Button icon={<Icon name="download" />} href={`${importAddress(session.id)}/returned.xlsx`} download="">
            {text("returned")}
          </Button>
          <span className={styles.quiet}>{text("returned.hint")}</span>
        </>
      ) : null}
    </p>
  );
}

/** What becomes of rows that are there already, or are of another kind. */
function Treatment({ session, decisions }: Pick<StepProps, "session" | "decisions">): ReactNode {
  const { text } = useImportTexts();
  const { targetView, decisions: made, preview } = session;
  const otherKinds = made.otherKinds ?? (preview.format === "dxf" ? "leave-out" : "refuse");
  return (
    <fieldset className={styles.choices}>
      <legend>{text("treatment.title")}</legend>
      <p>{text("treatment.duplicates")}</p>
      <Radio.Group
        name="duplicates"
        aria-label={text("treatment.duplicates")}
        value={made.duplicates ?? "refuse"}
        disabled={decisions.isPending}
        onChange={(event) => decisions.decide({ duplicates: event.target.value as "refuse" | "leave-out" })}
        options={(["refuse", "leave-out"] as const).map((value) => ({ value, label: text(`treatment.${value}`) }))}
      />
      {targetView.geometry === null ? null : (
        <>
          <p>{text("treatment.otherKinds", { kind: text(`geometry.${targetView.geometry}`) })}</p>
          <Radio.Group
            name="other-kinds"
            aria-label={text("treatment.otherKinds", { kind: text(`geometry.${targetView.geometry}`) })}
            value={otherKinds}
            disabled={decisions.isPending}
            onChange={(event) => decisions.decide({ otherKinds: event.target.value as "refuse" | "leave-out" })}
            options={(["refuse", "leave-out"] as const).map((value) => ({ value, label: text(`treatment.${value}`) }))}
          />
        </>
      )}
      {targetView.geometry === "polygon" ? (
        <Checkbox
          checked={made.closeLines === true}
          disabled={decisions.isPending}
          onChange={(event) => decisions.decide({ closeLines: event.target.checked ? true : null })}
        >
          {text("treatment.closeLines")}
        </Checkbox>
      ) : null}
    </fieldset>
  );
}
