import type { ReactNode } from "react";
import styles from "./legend.module.css";

export interface ClassLegendEntry {
  readonly key: string;
  readonly label: string;
  readonly color: string;
}

/** Named classes, one swatch a row; long lists in two columns. */
export function ClassLegend({ entries }: { readonly entries: readonly ClassLegendEntry[] }): ReactNode {
  return (
    <ul className={entries.length > 8 ? `${styles.classes} ${styles.dense}` : styles.classes}>
      {entries.map((entry) => (
        <li key={entry.key} title={entry.label}>
          <span className={styles.swatch} style={{ background: entry.color }} />
          <span className={styles.label}>{entry.label}</span>
        </li>
      ))}
    </ul>
  );
}

export interface RampStop {
  readonly value: number;
  readonly color: string;
}

/**
 * A ramp of colours with the value of each stop beside it. The stops are evenly spaced, whatever their values, because
 * erosion is so skewed that a linear scale would put all but one label on top of each other.
 */
export function RampLegend(props: {
  readonly stops: readonly RampStop[];
  readonly format: (value: number) => string;
}): ReactNode {
  const stops = [...props.stops].reverse();
  const gradient = `linear-gradient(to bottom, ${stops.map((stop) => stop.color).join(", ")})`;
  return (
    <div className={styles.ramp}>
      <span className={styles.bar} style={{ background: gradient, height: `${(stops.length - 1) * 20}px` }} />
      <ul className={styles.stops}>
        {stops.map((stop) => (
          <li key={stop.value}>{props.format(stop.value)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The dot of a class in a table, a card or a heading. */
export function ClassDot({ color }: { readonly color: string }): ReactNode {
  return <span className={styles.dot} style={{ background: color }} />;
}
