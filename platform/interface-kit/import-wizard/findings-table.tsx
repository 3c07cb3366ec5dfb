import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { dash, formatFigure } from "../figure-format.ts";
import tableStyles from "../figures-table.module.css";
import checkStyles from "./check-step.module.css";
import { type FindingGroup, groupFindings } from "./finding-groups.ts";
import type { FindingSeverity, ImportFinding, ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";

const shownOfGroup = 3;

type Look = (place: readonly [number, number]) => void;

/** What was found of one severity, the same fault in many rows folded to its first few. */
export function FindingsTable(props: {
  readonly severity: FindingSeverity;
  /** How many there are; the server tells the first of them. */
  readonly count: number;
  readonly findings: readonly ImportFinding[];
  readonly session: ImportSession;
  readonly onLook: Look;
}): ReactNode {
  const { text } = useImportTexts();
  const { severity, count, findings, session } = props;
  if (findings.length === 0) return null;
  const hasLines = findings.some(({ line }) => line !== null);
  const hasPlaces = findings.some(({ place }) => place !== null);
  const title = text(`severity.${severity}`, { count: formatFigure(count, 0) });
  return (
    <section className={checkStyles.findings} data-severity={severity} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <p className={styles.quiet}>{text(`severity.${severity}.hint`)}</p>
      <table className={`${tableStyles.table} ${checkStyles.findingsTable}`}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={checkStyles.rowColumn}>
              {text(hasLines ? "finding.line" : "finding.row")}
            </th>
            <th scope="col" className={checkStyles.fieldColumn}>
              {text("finding.field")}
            </th>
            <th scope="col">{text("finding.sentence")}</th>
            {hasPlaces ? (
              <th scope="col" className={checkStyles.placeColumn}>
                {text("finding.place")}
              </th>
            ) : null}
          </tr>
        </thead>
        {groupFindings(findings).map((group) => (
          <GroupRows key={group.key} group={group} session={session} hasPlaces={hasPlaces} onLook={props.onLook} />
        ))}
      </table>
      {count > findings.length ? (
        <p className={styles.quiet}>{text("finding.more", { count: formatFigure(count - findings.length, 0) })}</p>
      ) : null}
    </section>
  );
}

function GroupRows(props: {
  readonly group: FindingGroup;
  readonly session: ImportSession;
  readonly hasPlaces: boolean;
  readonly onLook: Look;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const [isWhole, setIsWhole] = useState(false);
  const { group, session, hasPlaces, onLook } = props;
  // One more is no longer than the button that would say so.
  const isFolded = !isWhole && group.findings.length > shownOfGroup + 1;
  const shown = isFolded ? group.findings.slice(0, shownOfGroup) : group.findings;
  const labelOf = ({ field, sourceField }: ImportFinding) => {
    const target = session.targetView.fields.find(({ name }) => name === field);
    const label = target ? pick(target.labelZh, target.labelEn) : null;
    if (label !== null && sourceField !== null && sourceField !== label) return `${label}（${sourceField}）`;
    return label ?? sourceField ?? dash;
  };
  return (
    <tbody>
      {shown.map((finding, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name of their own and keep their order.
        <tr key={i}>
          <td>{finding.line ?? finding.row ?? text("finding.whole")}</td>
          <td>{labelOf(finding)}</td>
          <td>{pick(finding.zh, finding.en)}</td>
          {hasPlaces ? <td>{finding.place ? <PlaceButton place={finding.place} onLook={onLook} /> : dash}</td> : null}
        </tr>
      ))}
      {isFolded ? (
        <tr>
          <td colSpan={hasPlaces ? 4 : 3}>
            <Button size="small" onClick={() => setIsWhole(true)}>
              {text("finding.all", { count: formatFigure(group.findings.length - shownOfGroup, 0) })}
            </Button>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

function PlaceButton(props: { readonly place: readonly [number, number]; readonly onLook: Look }): ReactNode {
  const { text } = useImportTexts();
  const place = props.place.map((at) => at.toFixed(5)).join(", ");
  return (
    <button
      type="button"
      className={checkStyles.placeButton}
      onClick={() => props.onLook(props.place)}
      aria-label={text("finding.look", { place })}
    >
      {place}
    </button>
  );
}
