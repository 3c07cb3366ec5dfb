import { Button } from "antd";
import type { ReactNode } from "react";
import { writeAddress } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./system.module.css";

/** The way from one page of a list to the next, written in the address. */
export function PageSteps(props: {
  readonly page: number;
  readonly perPage: number;
  readonly count: number;
}): ReactNode {
  const { text } = useConsoleTexts();
  const { page, count } = props;
  const last = Math.max(1, Math.ceil(count / props.perPage));
  const go = (to: number) => writeAddress({ page: to === 1 ? undefined : String(to) }, "push");
  return (
    <nav className={styles.steps} aria-label={text("steps.title")}>
      <span>{text("steps.count", { count: count.toLocaleString("en-US"), page, last })}</span>
      <Button size="small" disabled={page <= 1} onClick={() => go(page - 1)}>
        {text("steps.previous")}
      </Button>
      <Button size="small" disabled={page >= last} onClick={() => go(page + 1)}>
        {text("steps.next")}
      </Button>
    </nav>
  );
}
