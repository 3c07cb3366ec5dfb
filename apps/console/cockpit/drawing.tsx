import type { MouseEvent, ReactNode } from "react";
import { openAddress } from "#platform/interface-kit";
import styles from "./drawing.module.css";

/** A drawing in units of its own that fills the place it has. What it says, its links and texts say. */
export function Drawing(props: {
  readonly frame: { readonly width: number; readonly height: number };
  readonly children: ReactNode;
}): ReactNode {
  const { width, height } = props.frame;
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${width} ${height}`} role="presentation">
      {props.children}
    </svg>
  );
}

/** A link inside a drawing. Those of SVG are not followed in place like others: their target is an object of its own kind. */
export function DrawingLink(props: {
  readonly address: string | undefined;
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  const { address } = props;
  if (address === undefined) return <g>{props.children}</g>;
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openAddress(address);
  };
  return (
    <a href={address} className={styles.drawn} onClick={follow}>
      <title>{props.label}</title>
      {props.children}
    </a>
  );
}
