import type { ReactNode } from "react";
import styles from "./target-bar.module.css";

export interface TargetMark {
  readonly key: string;
  /** Percent. */
  readonly value: number;
  readonly label: string;
}

/**
 * A percentage on a bar from 0 to 100 with its targets marked. The first target is labelled to the left of its mark and
 * the last to the right, so that targets a few points apart do not collide.
 */
export function TargetBar(props: {
  readonly percent: number;
  readonly targets: readonly TargetMark[];
  readonly label: string;
}): ReactNode {
  const targets = [...props.targets].sort((a, b) => a.value - b.value);
  return (
    <div className={styles.frame} role="img" aria-label={props.label}>
      <div className={styles.labels}>
        {targets.map((target, index) => (
          <span
            key={target.key}
            className={index < targets.length - 1 ? styles.before : styles.after}
            style={{ left: `${target.value}%` }}
          >
            {target.label}
          </span>
        ))}
      </div>
      <div className={styles.track}>
        <div className={styles.fill} style={{ width: `${Math.min(100, Math.max(0, props.percent))}%` }} />
        {targets.map((target) => (
          <span key={target.key} className={styles.tick} style={{ left: `${target.value}%` }} />
        ))}
      </div>
      <div className={styles.scale}>
        <span>0</span>
        <span>50</span>
        <span>100 %</span>
      </div>
    </div>
  );
}
