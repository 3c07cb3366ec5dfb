import { type ReactNode, useCallback, useMemo } from "react";
import type { SurveySummary, ZoneSummary } from "#contexts/erosion-assessment/model";
import { Chart, fontFamily, formatFigure, palette } from "#platform/interface-kit";
import type { ClassStyle } from "./class-style.ts";
import styles from "./rate-panel.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

const rowHeight = 26;

/**
 * Six classes of each division as a share of its area. 剧烈 stands at the left and 微度 at the right, so that all that is
 * 水土流失 starts at one line and can be compared; its total is written at the end of the bar.
 */
export function ClassChart(props: {
  readonly summary: SurveySummary;
  readonly classes: readonly ClassStyle[];
  readonly onHighlight: (name: string | undefined) => void;
  readonly onChoose: (name: string) => void;
}): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const { summary, classes } = props;
  const rows = useMemo(() => {
    const counted = summary.zones.filter((zone) => zone.areaKm2 > 0);
    return (counted.length > 0 ? counted : [summary.total]).sort((a, b) => lossPercent(a) - lossPercent(b));
  }, [summary]);
  const total = text("table.total");
  const nameOf = useCallback(
    (row: ZoneSummary) => (row === summary.total ? total : pick(row.name, row.nameEn ?? row.name)),
    [summary, total, pick],
  );
  const option = useMemo(() => chartOption(rows, classes, nameOf, text("chart.total")), [rows, classes, nameOf, text]);
  const worst = rows.at(-1);
  if (!worst) return null;
  const title = text(rows.length > 1 ? "chart.lossShare" : "chart.single", {
    name: nameOf(worst),
    percent: formatFigure(lossPercent(worst), 2),
  });
  return (
    <section className={styles.chart}>
      <h2 className={styles.chartTitle}>{title}</h2>
      <p className={styles.chartNote}>{text("chart.axis")}</p>
      <ul className={styles.chartKey}>
        {[...classes].reverse().map((style) => (
          <li key={style.id}>
            <span style={{ background: style.color }} />
            {style.label}
          </li>
        ))}
      </ul>
      <Chart
        option={option}
        height={rows.length * rowHeight + 34}
        label={title}
        onHover={props.onHighlight}
        onChoose={props.onChoose}
      />
    </section>
  );
}

/** Share of 轻度 and above, percent: what is left of 100 beside 微度, so that it foots with the table. */
function lossPercent(row: ZoneSummary): number {
  return row.areaKm2 > 0 ? Math.round((100 - row.classPercent.slight) * 100) / 100 : 0;
}

function chartOption(
  rows: readonly ZoneSummary[],
  classes: readonly ClassStyle[],
  nameOf: (row: ZoneSummary) => string,
  totalName: string,
): Record<string, unknown> {
  const text = { color: palette.ink, fontFamily, fontSize: 12 };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily },
    grid: { left: 4, right: 52, top: 6, bottom: 22, containLabel: true },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      confine: true,
      textStyle: { ...text, fontSize: 13 },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const row = rows[points[0]?.dataIndex ?? -1];
        return row ? tooltip(row, nameOf(row), classes, totalName) : "";
      },
    },
    xAxis: {
      type: "value",
      max: 100,
      interval: 25,
      axisLabel: { ...text, color: palette.inkSecondary, fontSize: 11 },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: "category",
      data: rows.map(nameOf),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.lineStrong } },
      // The longest name of a division has 14 characters: two lines.
      axisLabel: { ...text, lineHeight: 13, interval: 0, width: 118, overflow: "break" },
    },
    series: [...classes].reverse().map((style, index) => ({
      name: style.label,
      type: "bar",
      stack: "area",
      barWidth: 14,
      itemStyle: { color: style.color, borderColor: "#ffffff", borderWidth: 0.5 },
      emphasis: { disabled: true },
      data: rows.map((row) => row.classPercent[style.id]),
      // 微度 is the last piece of the bar: the label at its end is the total of the others.
      ...(index === classes.length - 1
        ? {
            label: {
              show: true,
              position: "right",
              ...text,
              formatter: (point: { dataIndex: number }) => formatFigure(lossPercent(rows[point.dataIndex]!), 2),
            },
          }
        : {}),
    })),
  };
}

function tooltip(row: ZoneSummary, name: string, classes: readonly ClassStyle[], totalName: string): string {
  const lines = classes.map((style) => line(style.color, style.label, row.classPercent[style.id]));
  return `<b>${escapeMarkup(name)}</b>${lines.join("")}${line("transparent", totalName, lossPercent(row))}`;
}

function line(color: string, label: string, percent: number): string {
  return `<div style="display:flex;gap:6px;align-items:center;line-height:20px"><i style="width:10px;height:10px;background:${color}"></i><span style="flex:1">${escapeMarkup(label)}</span><span style="font-variant-numeric:tabular-nums">${formatFigure(percent, 2)} %</span></div>`;
}

function escapeMarkup(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
