import type { ReactNode } from "react";
import type { Figure, FigureValue } from "./board-requests.ts";
import styles from "./cockpit.module.css";
import { addressOf, numberText } from "./figure-address.ts";
import { NothingYet, Panel } from "./panel.tsx";

export interface Ranked extends FigureValue {
  readonly key: string;
  readonly name: string;
}

/** The first of a list, each with its number as a bar and as a link to what it was counted from. */
export function Ranking(props: {
  readonly heading: string;
  readonly unit: string;
  readonly mark?: ReactNode;
  readonly ranked: readonly Ranked[];
  /** How the numbers are printed. */
  readonly figure: Pick<Figure, "unit" | "decimals">;
  /** What the longest bar stands for. */
  readonly full: number;
  readonly empty: string;
}): ReactNode {
  return (
    <Panel heading={props.heading} unit={props.unit} mark={props.mark}>
      {props.ranked.length === 0 ? (
        <NothingYet>{props.empty}</NothingYet>
      ) : (
        <ol className={styles.ranking}>
          {props.ranked.map(({ key, name, value, lineage }) => (
            <li key={key}>
              <a className={`${styles.opens} ${styles.ranked}`} href={addressOf(lineage)}>
                <span className={styles.rankedName}>{name}</span>
                <span className={styles.track} aria-hidden="true">
                  <span className={styles.bar} style={{ width: `${(100 * (value ?? 0)) / props.full}%` }} />
                </span>
                <span className={styles.rankedValue}>{numberText(value, props.figure)}</span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
