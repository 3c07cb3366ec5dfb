import type { ReactNode } from "react";
import styles from "./marks.module.css";

/** 待核, in amber: the value rests on memory and waits for its source. */
export function UnconfirmedMark({ label, title }: { readonly label: string; readonly title?: string }): ReactNode {
  return (
    <span className={`${styles.mark} ${styles.amber}`} title={title}>
      {label}
    </span>
  );
}

/** 演示 or 示意: quiet, but never absent. */
export function QuietMark({ label, title }: { readonly label: string; readonly title?: string }): ReactNode {
  return (
    <span className={styles.mark} title={title}>
      {label}
    </span>
  );
}
