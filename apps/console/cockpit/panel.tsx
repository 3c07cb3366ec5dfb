import { type ReactNode, useId } from "react";
import styles from "./cockpit.module.css";

/** One message of the board: a heading with its unit, and what it is about. */
export function Panel(props: {
  readonly heading: string;
  readonly unit?: ReactNode;
  readonly mark?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section className={`${styles.panel} ${props.className ?? ""}`} aria-labelledby={id}>
      <header className={styles.panelHead}>
        <h2 id={id} className={styles.heading}>
          {props.heading}
        </h2>
        {props.mark}
        <span className={styles.unit}>{props.unit}</span>
      </header>
      {props.children}
    </section>
  );
}

/** What would fill the place where nothing is yet. */
export function NothingYet({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className={styles.nothing}>{children}</p>;
}

/** A number that opens what it was counted from; without an address, the number alone. */
export function Opens(props: {
  readonly address: string | undefined;
  readonly className?: string | undefined;
  readonly label?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  if (props.address === undefined) return <span className={props.className}>{props.children}</span>;
  return (
    <a className={`${styles.opens} ${props.className ?? ""}`} href={props.address} aria-label={props.label}>
      {props.children}
    </a>
  );
}

/** 演示, beside what rests on demonstration data. */
export function DemonstrationMark({ label, title }: { readonly label: string; readonly title: string }): ReactNode {
  return (
    <span className={styles.demonstration} title={title}>
      {label}
    </span>
  );
}
