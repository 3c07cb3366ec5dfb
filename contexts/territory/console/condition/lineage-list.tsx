import type { ReactNode } from "react";
import type { ConditionCard } from "#contexts/territory/model";
import { formatTimestamp } from "#platform/interface-kit";
import styles from "./condition-panel.module.css";
import { useConditionTexts } from "./condition-texts.ts";

/** Folded: which version of the outline and which files of which survey the figures were counted from. */
export function LineageList({ card }: { readonly card: ConditionCard }): ReactNode {
  const { text, codeText } = useConditionTexts();
  const { element, years } = card;
  if (element.outlineSha256 === null) return null;
  const counted = years.filter(({ survey }) => survey.provenanceSha256 !== null);
  return (
    <details className={styles.section}>
      <summary>{text("lineage.title")}</summary>
      <ul className={styles.lineage}>
        <li>
          {text("lineage.outline", { version: element.version, time: formatTimestamp(element.updatedAt) })}{" "}
          <code>{element.outlineSha256.slice(0, 12)}</code>
        </li>
        {counted.map(({ survey }) => (
          <li key={survey.runId}>
            <a href={survey.path}>
              {text("lineage.survey", { year: survey.year, title: survey.title, number: survey.number })}
            </a>{" "}
            <span className={styles.quiet}>
              {text("lineage.cell", { size: survey.cellSize ?? 0, tolerance: survey.toleranceModulus ?? 0 })}
            </span>
            <div className={styles.hashes}>
              {text("lineage.record")}{" "}
              <code title={survey.provenanceSha256 ?? ""}>{survey.provenanceSha256?.slice(0, 12)}</code>
              {survey.rasters.map(({ layer, sha256 }) => (
                <span key={layer}>
                  {codeText("layer", layer)} <code title={sha256}>{sha256.slice(0, 12)}</code>
                </span>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
