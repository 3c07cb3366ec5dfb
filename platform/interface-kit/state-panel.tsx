import { Button, Spin } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./state-panel.module.css";

/** What happened, where, and what to do; with a way to try again where that can help. */
export function StatePanel(props: {
  readonly tone: "error" | "empty";
  readonly title: string;
  readonly children?: ReactNode;
  readonly retry?: { readonly label: string; readonly onRetry: () => void };
}): ReactNode {
  return (
    <div className={styles.panel} role={props.tone === "error" ? "alert" : undefined} data-tone={props.tone}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.children === undefined ? null : <div className={styles.text}>{props.children}</div>}
      {props.retry ? <Button onClick={props.retry.onRetry}>{props.retry.label}</Button> : null}
    </div>
  );
}

/** Movement, but only after 0.3 s: what comes sooner should not flicker. */
export function LoadingPanel({ label }: { readonly label: string }): ReactNode {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status">
      {isShown ? (
        <>
          <Spin size="small" />
          <span>{label}</span>
        </>
      ) : null}
    </div>
  );
}
