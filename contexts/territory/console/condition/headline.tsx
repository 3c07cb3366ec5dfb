import type { ReactNode } from "react";
import type { ConditionChange, ConditionLine, ConditionYear } from "#contexts/territory/model";
import { formatChange, formatFigure, QuietMark } from "#platform/interface-kit";
import styles from "./condition-panel.module.css";
import { type ConditionTexts, useConditionTexts } from "./condition-texts.ts";

interface HeadlineFigure {
  readonly key: "rate" | "loss" | "modulus" | "vegetated";
  readonly unit: string;
  /** Percentage points have a name in each language. */
  readonly changeUnit: string | null;
  readonly value: (line: ConditionLine) => number | null;
  readonly change: (change: ConditionChange) => number | null;
}

const figures: readonly HeadlineFigure[] = [
  {
    key: "rate",
    unit: "%",
    changeUnit: null,
    value: (line) => line.conservationRatePercent,
    change: (change) => change.conservationRatePoints,
  },
  {
    key: "loss",
    unit: "km²",
    changeUnit: "km²",
    value: (line) => line.soilWaterLossAreaKm2,
    change: (change) => change.soilWaterLossAreaKm2,
  },
  {
    key: "modulus",
    unit: "t/(km²·a)",
    changeUnit: "t/(km²·a)",
    value: (line) => line.meanErosionModulus,
    change: (change) => change.meanErosionModulus,
  },
  {
    key: "vegetated",
    unit: "%",
    changeUnit: null,
    value: (line) => line.vegetatedPercent,
    change: (change) => change.vegetatedPoints,
  },
];

/** The latest year with figures: four figures, each with its change against the year before and the way to the survey. */
export function Headline({ years }: { readonly years: readonly ConditionYear[] }): ReactNode {
  const texts = useConditionTexts();
  const { text } = texts;
  const latest = years.find(({ total }) => total !== null);
  if (latest?.total == null) return null;
  const { survey, total, change } = latest;
  return (
    <section>
      <dl className={styles.headline}>
        {figures.map((figure) => (
          <div key={figure.key} title={figure.key === "vegetated" ? text("headline.vegetatedHint") : undefined}>
            <dt>{text(`headline.${figure.key}`)}</dt>
            <dd>
              <a className={styles.figure} href={survey.path} data-figure={figure.key}>
                {formatFigure(figure.value(total), 2)}
              </a>{" "}
              <span className={styles.quiet}>{figure.unit}</span>
            </dd>
            <dd className={styles.quiet}>{changeText(figure, total, change, texts)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>
        {text("headline.of", { year: survey.year })}{" "}
        {survey.demonstration ? <QuietMark label={text("demonstration")} /> : null}
        {change?.isLikeForLike === false ? ` ${text("change.unlike")}` : null}
      </p>
    </section>
  );
}

function changeText(
  figure: HeadlineFigure,
  total: ConditionLine,
  change: ConditionChange | null,
  { text }: ConditionTexts,
): string {
  if (figure.value(total) === null) return figure.key === "vegetated" ? text("headline.noLandUse") : "";
  const value = change === null ? null : figure.change(change);
  if (change === null || value === null) return text("change.none");
  const difference = formatChange(value, 2);
  const { changeUnit } = figure;
  return text("change.since", {
    year: change.sinceYear,
    value: changeUnit === null ? text("change.points", { difference }) : `${difference} ${changeUnit}`,
  });
}
