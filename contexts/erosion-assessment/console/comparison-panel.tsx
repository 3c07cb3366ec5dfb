import { Button } from "antd";
import type { ReactNode } from "react";
import type { SurveyComparison, SurveyListItem } from "#contexts/erosion-assessment/model";
import { dash, formatChange, formatFigure, LoadingPanel } from "#platform/interface-kit";
import { ChangeByDivision } from "./change-by-division.tsx";
import type { ClassStyle } from "./class-style.ts";
import styles from "./comparison-panel.module.css";
import { FactorChangeChart } from "./factor-change-chart.tsx";
import { SurveyPicker } from "./survey-picker.tsx";
import { useComparison } from "./survey-queries.ts";
import { useSurveyLanguage } from "./survey-text.ts";
import { TransitionMatrix } from "./transition-matrix.tsx";
import { movedAreas } from "./transition-sums.ts";
import { TroublePanel } from "./trouble-panel.tsx";

/** Two surveys of one area: what changed, and what did it. */
export function ComparisonPanel(props: {
  readonly surveys: readonly SurveyListItem[];
  readonly run: string;
  readonly compare: string | undefined;
  /** A is the earlier year. */
  readonly pair: { readonly a: string; readonly b: string } | undefined;
  readonly classes: readonly ClassStyle[];
  readonly onCompare: (run: string | undefined) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const others = props.surveys.filter((survey) => survey.runId !== props.run);
  if (others.length === 0) return <p className={styles.hint}>{text("comparison.alone")}</p>;
  return (
    <div>
      <div className={styles.choice}>
        <SurveyPicker
          surveys={others}
          value={props.compare}
          label={text("comparison.choose")}
          placeholder={text("comparison.placeholder")}
          onChange={props.onCompare}
          isWide
        />
        {props.compare === undefined ? null : (
          <Button onClick={() => props.onCompare(undefined)}>{text("comparison.leave")}</Button>
        )}
      </div>
      {props.pair ? (
        <Comparison a={props.pair.a} b={props.pair.b} classes={props.classes} />
      ) : (
        <p className={styles.hint}>{text("comparison.hint")}</p>
      )}
    </div>
  );
}

function Comparison(props: {
  readonly a: string;
  readonly b: string;
  readonly classes: readonly ClassStyle[];
}): ReactNode {
  const { text } = useSurveyLanguage();
  const query = useComparison(props.a, props.b);
  if (query.isPending) return <LoadingPanel label={text("comparison.loading")} />;
  if (query.isError) return <TroublePanel error={query.error} onRetry={() => void query.refetch()} />;
  const comparison = query.data;
  return (
    <>
      <Finding comparison={comparison} />
      <TransitionMatrix comparison={comparison} classes={props.classes} />
      <FactorChangeChart comparison={comparison} />
      {comparison.zones.length === 0 ? null : <ChangeByDivision comparison={comparison} />}
    </>
  );
}

function Finding({ comparison }: { readonly comparison: SurveyComparison }): ReactNode {
  const { text } = useSurveyLanguage();
  const { runA, runB } = comparison;
  const years = { a: runA.year, b: runB.year };
  const before = comparison.conservationRatePercentA;
  const after = comparison.conservationRatePercentB;
  const moved = movedAreas(comparison.transitionKm2);
  const onlyIn = (year: number, side: "A" | "B") => ({
    label: text("comparison.onlyIn", { year }),
    value: formatFigure(side === "A" ? comparison.onlyInAKm2 : comparison.onlyInBKm2, 2),
    unit: "km²",
  });
  const facts = [
    {
      label: text("comparison.change"),
      value: formatChange(comparison.soilLossChangeTonnes, 0),
      unit: "t/a",
    },
    { label: text("comparison.comparedArea"), value: formatFigure(comparison.comparedAreaKm2, 2), unit: "km²" },
    { label: text("comparison.improved"), value: formatFigure(moved.improvedKm2, 2), unit: "km²" },
    { label: text("comparison.worsened"), value: formatFigure(moved.worsenedKm2, 2), unit: "km²" },
    ...(comparison.onlyInAKm2 > 0 || comparison.onlyInBKm2 > 0 ? [onlyIn(runA.year, "A"), onlyIn(runB.year, "B")] : []),
  ];
  return (
    <section className={styles.finding}>
      {before === null || after === null ? null : (
        <>
          <h2 className={styles.title}>{findingText(text, years, after - before)}</h2>
          <p className={styles.rates}>
            {text("comparison.rates", { a: formatFigure(before, 2), b: formatFigure(after, 2) })}
          </p>
        </>
      )}
      <dl className={styles.facts}>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value} <span className={styles.unit}>{fact.value === dash ? "" : fact.unit}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function findingText(
  text: ReturnType<typeof useSurveyLanguage>["text"],
  years: { readonly a: number; readonly b: number },
  points: number,
): string {
  const shown = formatFigure(Math.abs(points), 2);
  if (Number(Math.abs(points).toFixed(2)) === 0) return text("comparison.same", years);
  return text(points > 0 ? "comparison.rose" : "comparison.fell", { ...years, points: shown });
}
