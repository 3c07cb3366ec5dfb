import { type ReactNode, useMemo } from "react";
import type { SurveyComparison } from "#contexts/erosion-assessment/model";
import { Chart, fontFamily, formatChange, palette } from "#platform/interface-kit";
import styles from "./comparison-panel.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

const symbols = ["R", "K", "L", "S", "B", "E", "T"] as const;

/** What each factor added to or took from the soil loss, with the figure at the end of its bar. */
export function FactorChangeChart({ comparison }: { readonly comparison: SurveyComparison }): ReactNode {
  const { text } = useSurveyLanguage();
  const changes = comparison.changeByFactorTonnes;
  const undivided = text("comparison.undivided");
  const rows = useMemo(
    () => [
      ...symbols.map((symbol) => ({ name: symbol as string, tonnes: changes[symbol] })),
      ...(changes.undivided === 0 ? [] : [{ name: undivided, tonnes: changes.undivided }]),
    ],
    [changes, undivided],
  );
  const option = useMemo(() => chartOption(rows), [rows]);
  const strongest = symbols.reduce((best, symbol) =>
    Math.abs(changes[symbol]) > Math.abs(changes[best]) ? symbol : best,
  );
  const title =
    Math.round(Math.abs(changes[strongest])) === 0
      ? text("comparison.factorsNone")
      : text("comparison.factors", { factor: strongest, tonnes: formatChange(changes[strongest], 0) });
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{title}</h2>
      <p className={styles.note}>{text("comparison.factorsAxis")}</p>
      <Chart option={option} height={rows.length * 22 + 12} label={title} />
      {changes.undivided === 0 ? null : (
        <p className={styles.note}>
          {undivided}: {text("comparison.undividedNote")}
        </p>
      )}
    </section>
  );
}

function chartOption(rows: readonly { readonly name: string; readonly tonnes: number }[]): Record<string, unknown> {
  const limit = Math.max(1, ...rows.map((row) => Math.abs(row.tonnes))) * 1.45;
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", min: -limit, max: limit, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => row.name),
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: palette.lineStrong } },
      axisLabel: { color: palette.ink, fontFamily, fontSize: 12, interval: 0 },
      position: "left",
      offset: 0,
    },
    series: [
      {
        type: "bar",
        barWidth: 14,
        emphasis: { disabled: true },
        data: rows.map((row) => ({
          value: row.tonnes,
          itemStyle: { color: row.tonnes <= 0 ? "#2f9e56" : "#d64545" },
          label: { position: row.tonnes < 0 ? "left" : "right" },
        })),
        label: {
          show: true,
          color: palette.ink,
          fontFamily,
          fontSize: 12,
          formatter: (point: { value: number }) => formatChange(point.value, 0),
        },
      },
    ],
  };
}
