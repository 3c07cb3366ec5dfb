import type { ReactNode } from "react";
import type { FigureGroup } from "./board-requests.ts";
import { useCockpitTexts } from "./cockpit-texts.ts";
import styles from "./drawing.module.css";
import { Drawing, DrawingLink } from "./drawing.tsx";
import { addressOf } from "./figure-address.ts";
import { NothingYet, Panel } from "./panel.tsx";

const frame = { width: 500, height: 270, side: 16, top: 36, bottom: 36 };
const most = 6;

/** Accepted reports by the quarter that they are of, as columns from zero. */
export function QuarterTrend({ quarters }: { readonly quarters: readonly FigureGroup[] | undefined }): ReactNode {
  const { text } = useCockpitTexts();
  const shown = (quarters ?? []).slice(-most);
  const highest = Math.max(1, ...shown.map(({ value }) => value ?? 0));
  const { width, height, side, top, bottom } = frame;
  const step = (width - 2 * side) / Math.max(2, shown.length);
  const y = (value: number) => height - bottom - (value / highest) * (height - top - bottom);
  return (
    <Panel heading={text("quarters.heading")} unit={text("quarters.unit")}>
      {shown.length === 0 ? (
        <NothingYet>{text("quarters.empty")}</NothingYet>
      ) : (
        <Drawing frame={frame}>
          <line className={styles.ground} x1={side} x2={width - side} y1={height - bottom} y2={height - bottom} />
          {shown.map(({ group, value, lineage }, index) => {
            const centre = side + step * (index + 0.5);
            const [year = "", quarter = ""] = (group ?? "").split("-Q");
            const name = text("quarters.name", { year, quarter });
            const count = value ?? 0;
            return (
              <DrawingLink
                key={group}
                address={addressOf(lineage)}
                label={text("quarters.bar", { quarter: name, count })}
              >
                <rect
                  className={styles.column}
                  x={centre - Math.min(44, step * 0.3)}
                  width={2 * Math.min(44, step * 0.3)}
                  y={y(count)}
                  height={height - bottom - y(count)}
                />
                <text className={styles.pointValue} x={centre} y={y(count) - 10} textAnchor="middle">
                  {count}
                </text>
                <text className={styles.pointName} x={centre} y={height - 8} textAnchor="middle">
                  {shown.length > 3 ? `${year}-${quarter}` : name}
                </text>
              </DrawingLink>
            );
          })}
        </Drawing>
      )}
    </Panel>
  );
}
