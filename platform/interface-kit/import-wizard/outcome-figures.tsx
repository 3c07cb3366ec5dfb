import type { ReactNode } from "react";
import { formatChange, formatFigure } from "../figure-format.ts";
import type { ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./outcome-figures.module.css";

const squareMetresPerHectare = 10_000;

/** How many rows would be written, left out, refused; and the stated area beside the computed one. */
export function OutcomeFigures({ session }: { readonly session: ImportSession }): ReactNode {
  const { text } = useImportTexts();
  const { outcome } = session;
  if (outcome === null) return null;
  const { computedAreaSquareMetres: computed, statedAreaSquareMetres: stated } = outcome;
  const figures: readonly (readonly [string, string])[] = [
    [text(session.state === "committed" ? "figure.written" : "figure.rows"), formatFigure(outcome.rowCount, 0)],
    [text("figure.leftOut"), formatFigure(outcome.leftOutCount, 0)],
    [text("figure.refused"), formatFigure(outcome.refusedCount, 0)],
    [text("figure.warnings"), formatFigure(outcome.warningCount, 0)],
    [text("figure.repaired"), formatFigure(outcome.repairedCount, 0)],
    ...(computed === null ? [] : [[text("figure.computed"), hectares(computed)] as const]),
    ...(stated === null ? [] : [[text("figure.stated"), hectares(stated)] as const]),
    ...(stated === null || computed === null || computed === 0
      ? []
      : [[text("figure.difference"), `${formatChange(((stated - computed) / computed) * 100, 1)} %`] as const]),
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function hectares(squareMetres: number): string {
  return formatFigure(squareMetres / squareMetresPerHectare, 2);
}
