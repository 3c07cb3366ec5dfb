import { Button } from "antd";
import type { ReactNode } from "react";
import type { SurveySummary } from "#contexts/erosion-assessment/model";
import { formatFigure, TargetBar, UnconfirmedMark } from "#platform/interface-kit";
import { ClassChart } from "./class-chart.tsx";
import type { ClassStyle } from "./class-style.ts";
import styles from "./rate-panel.module.css";
import { useSurveyLanguage } from "./survey-text.ts";
import { type TargetGap, targetGaps } from "./target-gaps.ts";

/** The finding first: the rate, what it is against the targets, then what stands behind it. */
export function RatePanel(props: {
  readonly summary: SurveySummary;
  readonly classes: readonly ClassStyle[];
  readonly onProvenance: () => void;
  readonly onHighlight: (name: string | undefined) => void;
  readonly onChooseDivision: (name: string) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { summary } = props;
  const gaps = targetGaps(summary);
  return (
    <div className={styles.panel}>
      <section className={styles.finding}>
        <h2 className={styles.title}>{text("rate.title")}</h2>
        <RateText summary={summary} gaps={gaps} />
      </section>
      <Facts summary={summary} />
      <Cautions summary={summary} onProvenance={props.onProvenance} />
      <ClassChart
        summary={summary}
        classes={props.classes}
        onHighlight={props.onHighlight}
        onChoose={props.onChooseDivision}
      />
    </div>
  );
}

function RateText({
  summary,
  gaps,
}: {
  readonly summary: SurveySummary;
  readonly gaps: readonly TargetGap[];
}): ReactNode {
  const { text } = useSurveyLanguage();
  const rate = summary.total.conservationRatePercent;
  if (rate === null) return <p>{text("rate.none")}</p>;
  const sentences = gaps.map((gap) => ({
    key: gap.year,
    text: text(gap.isReached ? "rate.reached" : "rate.missed", {
      year: gap.year,
      target: formatFigure(gap.targetPercent, 2),
      points: formatFigure(Math.abs(gap.points), 2),
      area: formatFigure(gap.areaKm2, 2),
    }),
    isReached: gap.isReached,
  }));
  return (
    <>
      <p className={styles.rate} data-figure="conservation-rate">
        {formatFigure(rate, 2)}
        <span className={styles.percent}>%</span>
      </p>
      {gaps.length === 0 ? (
        <p className={styles.quiet}>{text("rate.noTargets")}</p>
      ) : (
        <ul className={styles.gaps}>
          {sentences.map((sentence) => (
            <li key={sentence.key} data-reached={sentence.isReached}>
              {sentence.text}
            </li>
          ))}
        </ul>
      )}
      <TargetBar
        percent={rate}
        label={text("rate.bar", {
          rate: formatFigure(rate, 2),
          targets: sentences.map((sentence) => sentence.text).join("; "),
        })}
        targets={gaps.map((gap) => ({
          key: String(gap.year),
          value: gap.targetPercent,
          label: text("rate.mark", { year: gap.year, target: formatFigure(gap.targetPercent, 2) }),
        }))}
      />
    </>
  );
}

function Facts({ summary }: { readonly summary: SurveySummary }): ReactNode {
  const { text } = useSurveyLanguage();
  const { total } = summary;
  const facts = [
    {
      key: "loss-area",
      label: text("facts.lossArea"),
      value: formatFigure(total.soilWaterLossAreaKm2, 2),
      unit: "km²",
    },
    { key: "area", label: text("facts.area"), value: formatFigure(total.areaKm2, 2), unit: "km²" },
    {
      key: "mean-modulus",
      label: text("facts.meanModulus"),
      value: formatFigure(total.meanErosionModulus, 2),
      unit: "t/(km²·a)",
    },
    {
      key: "total-loss",
      label: text("facts.totalLoss"),
      value: formatFigure(total.totalSoilLossTonnes, 0),
      unit: "t/a",
    },
  ];
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.key}>
          <dt>{fact.label}</dt>
          <dd>
            <span data-figure={fact.key}>{fact.value}</span> <span className={styles.unit}>{fact.unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Cautions(props: { readonly summary: SurveySummary; readonly onProvenance: () => void }): ReactNode {
  const { text } = useSurveyLanguage();
  const { unconfirmed, warnings } = props.summary;
  if (unconfirmed.length === 0 && warnings.length === 0) return null;
  return (
    <p className={styles.cautions}>
      {unconfirmed.length > 0 ? (
        <UnconfirmedMark label={text("facts.unconfirmed", { count: unconfirmed.length })} />
      ) : null}
      {warnings.length > 0 ? <span>{text("facts.warnings", { count: warnings.length })}</span> : null}
      <Button type="link" size="small" onClick={props.onProvenance}>
        {text("facts.open")}
      </Button>
    </p>
  );
}
