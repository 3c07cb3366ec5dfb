import type { ReactNode } from "react";
import type { SurveyComparison } from "#contexts/erosion-assessment/model";
import { ClassDot, dash, formatFigure } from "#platform/interface-kit";
import type { ClassStyle } from "./class-style.ts";
import styles from "./comparison-panel.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

/**
 * km² from each class (row) to each class (column). What stayed is framed, what improved is green, what worsened is red,
 * the deeper the larger; the place above or below the diagonal says the same without colour.
 */
export function TransitionMatrix(props: {
  readonly comparison: SurveyComparison;
  readonly classes: readonly ClassStyle[];
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { comparison, classes } = props;
  const years = { a: comparison.runA.year, b: comparison.runB.year };
  const largestMove = Math.max(
    0,
    ...comparison.transitionKm2.flatMap((row, from) => row.filter((_, to) => to !== from)),
  );
  const ordered = comparison.classes.map((id) => classes.find((style) => style.id === id));
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>
        {text("comparison.matrix")}
        <span className={styles.unit}>{text("comparison.matrixUnit", years)}</span>
      </h2>
      <table className={styles.matrix}>
        <caption className="visually-hidden">{text("comparison.matrixCaption", years)}</caption>
        <thead>
          <tr>
            <td />
            {ordered.map((style) => (
              <th key={style?.id} scope="col">
                <ClassDot color={style?.color ?? "transparent"} />
                <span>{style?.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.transitionKm2.map((row, from) => (
            <tr key={ordered[from]?.id ?? from}>
              <th scope="row">
                <ClassDot color={ordered[from]?.color ?? "transparent"} />
                {ordered[from]?.label}
              </th>
              {row.map((area, to) => (
                <td
                  key={ordered[to]?.id ?? to}
                  className={to === from ? styles.stayed : undefined}
                  style={{ background: moveColor(area, from, to, largestMove) }}
                >
                  {area === 0 ? dash : formatFigure(area, area < 100 ? 2 : 1)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Square root, because moves differ by orders of magnitude; at most 55 % so that the text keeps its contrast. */
function moveColor(area: number, from: number, to: number, largest: number): string | undefined {
  if (from === to || area === 0 || largest === 0) return undefined;
  const share = Math.round(8 + 47 * Math.sqrt(area / largest));
  return `color-mix(in srgb, ${to < from ? "#8fcfa8" : "#f2a58f"} ${share}%, #ffffff)`;
}
