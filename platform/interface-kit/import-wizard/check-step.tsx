import { Button, Checkbox, Radio } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { dash, formatFigure } from "../figure-format.ts";
import tableStyles from "../figures-table.module.css";
import { Icon } from "../icon.tsx";
import checkStyles from "./check-step.module.css";
import { type FindingSeverity, type ImportFinding, type ImportSession, importAddress } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { OutcomeFigures } from "./outcome-figures.tsx";
import { OutlineMap } from "./outline-map.tsx";
import type { StepProps } from "./step-props.ts";

const severities: readonly FindingSeverity[] = ["refused", "warning", "repaired"];
const shownAtFirst = 50;

/** Everything that was found, by how grave it is: where, in which field, what, and on the map. */
export function CheckStep({ session, decisions }: StepProps): ReactNode {
  const { text } = useImportTexts();
  const [looked, setLooked] = useState<readonly [number, number]>();
  const { outcome, targetView } = session;
  const places = useMemo(
    () => outcome?.findings.flatMap(({ place, severity }) => (place && severity !== "repaired" ? [place] : [])) ?? [],
    [outcome],
  );
  if (outcome === null) return <p>{text("check.notYet")}</p>;
  const hasMap = targetView.geometry !== null;
  return (
    <div className={hasMap ? styles.placeStep : styles.stack}>
      <div className={styles.stack}>
        <OutcomeFigures session={session} />
        <Downloads session={session} />
        {outcome.findings.length === 0 ? <p>{text("check.clean")}</p> : null}
        {severities.map((severity) => (
          <Findings
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

function Findings(props: {
  readonly severity: FindingSeverity;
  readonly count: number;
  readonly findings: readonly ImportFinding[];
  readonly session: ImportSession;
  readonly onLook: (place: readonly [number, number]) => void;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const [isWhole, setIsWhole] = useState(false);
  const { severity, count, findings, session } = props;
  if (findings.length === 0) return null;
  const hasLines = findings.some(({ line }) => line !== null);
  const shown = isWhole ? findings : findings.slice(0, shownAtFirst);
  const labelOf = ({ field, sourceField }: ImportFinding) => {
    const target = session.targetView.fields.find(({ name }) => name === field);
    const label = target ? pick(target.labelZh, target.labelEn) : null;
    if (label !== null && sourceField !== null && sourceField !== label) return `${label}（${sourceField}）`;
    return label ?? sourceField ?? dash;
  };
  return (
    <section className={checkStyles.findings} data-severity={severity}>
      <h3 className={styles.heading}>{text(`severity.${severity}`, { count: formatFigure(count, 0) })}</h3>
      <p className={styles.quiet}>{text(`severity.${severity}.hint`)}</p>
      <table className={`${tableStyles.table} ${checkStyles.findingsTable}`}>
        <caption className="visually-hidden">{text(`severity.${severity}`, { count })}</caption>
        <thead>
          <tr>
            <th scope="col">{text(hasLines ? "finding.line" : "finding.row")}</th>
            <th scope="col">{text("finding.field")}</th>
            <th scope="col">{text("finding.place")}</th>
            <th scope="col">{text("finding.sentence")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((finding, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name of their own and keep their order.
            <tr key={i}>
              <td>{finding.line ?? finding.row ?? text("finding.whole")}</td>
              <td>{labelOf(finding)}</td>
              <td>
                {finding.place ? (
                  <button
                    type="button"
                    className={checkStyles.placeButton}
                    onClick={() => props.onLook(finding.place!)}
                    aria-label={text("finding.look", { place: finding.place.map((at) => at.toFixed(5)).join(", ") })}
                  >
                    {finding.place.map((at) => at.toFixed(5)).join(", ")}
                  </button>
                ) : (
                  dash
                )}
              </td>
              <td>{pick(finding.zh, finding.en)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < findings.length ? (
        <Button onClick={() => setIsWhole(true)}>{text("finding.all", { count: findings.length })}</Button>
      ) : count > findings.length ? (
        <p className={styles.quiet}>{text("finding.more", { count: formatFigure(count - findings.length, 0) })}</p>
      ) : null}
    </section>
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
