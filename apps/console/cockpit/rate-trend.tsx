import type { ReactNode } from "react";
import type { FigureByDivision, FigureYear } from "./board-requests.ts";
import { useCockpitTexts } from "./cockpit-texts.ts";
import styles from "./drawing.module.css";
import { Drawing, DrawingLink } from "./drawing.tsx";
import { addressOf, numberText } from "./figure-address.ts";
import { NothingYet, Panel } from "./panel.tsx";

const frame = { width: 500, height: 270, left: 52, right: 20, top: 50, bottom: 36 };
const most = 6;

/** The figure of each survey year as a line, with each point's number; the axis names where it begins and ends. */
export function RateTrend(props: {
  readonly years: readonly FigureYear[] | undefined;
  readonly figure: Pick<FigureByDivision, "unit" | "decimals"> | undefined;
  readonly mark: ReactNode;
}): ReactNode {
  const { text } = useCockpitTexts();
  const { figure } = props;
  const points = (props.years ?? []).filter(({ value }) => value !== null).slice(-most);
  return (
    <Panel heading={text("rates.heading")} unit={text("rates.unit")} mark={props.mark}>
      {points.length === 0 || figure === undefined ? (
        <NothingYet>{text("rates.empty")}</NothingYet>
      ) : (
        <Line points={points} figure={figure} />
      )}
    </Panel>
  );
}

function Line(props: {
  readonly points: readonly FigureYear[];
  readonly figure: Pick<FigureByDivision, "unit" | "decimals">;
}): ReactNode {
  const { text } = useCockpitTexts();
  const { points, figure } = props;
  const values = points.map(({ value }) => value ?? 0);
  // Whole percents around the values: the axis does not begin at zero, and says so.
  const low = Math.floor(Math.min(...values) * 100) / 100;
  const high = Math.max(low + 0.01, Math.ceil(Math.max(...values) * 100) / 100);
  const { width, height, left, right, top, bottom } = frame;
  const step = (width - left - right) / points.length;
  const x = (index: number) => left + step * (index + 0.5);
  const y = (value: number) => height - bottom - ((value - low) / (high - low)) * (height - top - bottom);
  return (
    <Drawing frame={frame}>
      {[low, high].map((bound) => (
        <g key={bound} className={styles.axis}>
          <line x1={left} x2={width - right} y1={y(bound)} y2={y(bound)} />
          <text x={left - 8} y={y(bound) + 6} textAnchor="end">
            {Math.round(bound * 100)}
          </text>
        </g>
      ))}
      <polyline
        className={styles.line}
        points={points.map(({ value }, index) => `${x(index)},${y(value ?? 0)}`).join(" ")}
      />
      {points.map(({ year, value, lineage }, index) => (
        <DrawingLink
          key={year}
          address={addressOf(lineage)}
          label={text("rates.point", { year, value: numberText(value, figure) })}
        >
          <circle className={styles.point} cx={x(index)} cy={y(value ?? 0)} r={7} />
          <text className={styles.pointValue} x={x(index)} y={y(value ?? 0) - 16} textAnchor="middle">
            {numberText(value, figure)}
          </text>
          <text className={styles.pointName} x={x(index)} y={height - 8} textAnchor="middle">
            {year}
          </text>
        </DrawingLink>
      ))}
    </Drawing>
  );
}
