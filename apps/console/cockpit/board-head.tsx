import type { ReactNode } from "react";
import { Icon } from "#platform/interface-kit";
import { type BoardState, clockText } from "./board-state.ts";
import styles from "./cockpit.module.css";
import { type CockpitTexts, useCockpitTexts } from "./cockpit-texts.ts";
import { FullScreenButton } from "./full-screen-button.tsx";
import { DemonstrationMark } from "./panel.tsx";

/** The title, how fresh everything is, and the quiet way back. */
export function BoardHead(props: {
  readonly documentNumber: string | undefined;
  readonly hasDemonstration: boolean;
  readonly state: BoardState;
}): ReactNode {
  const texts = useCockpitTexts();
  const { text } = texts;
  const { state } = props;
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{text("title")}</h1>
      <span className={styles.quiet}>{props.documentNumber}</span>
      {props.hasDemonstration ? (
        <DemonstrationMark label={text("demonstrationHead")} title={text("demonstrationNote")} />
      ) : null}
      <p className={styles.state} role="status" data-away={state.isAway}>
        {stateText(state, texts)}
      </p>
      <FullScreenButton />
      <a className={styles.tool} href="/">
        <Icon name="home" size={20} />
        {text("back")}
      </a>
    </header>
  );
}

function stateText(state: BoardState, { text, pick }: CockpitTexts): string {
  const { readAt, isAway, refusal, isAsked } = state;
  const now = Date.now();
  if (isAway) {
    return readAt === undefined ? text("state.awayFromStart") : text("state.away", { time: clockText(readAt, now) });
  }
  if (refusal !== undefined) return pick(refusal.userMessage, refusal.message);
  if (readAt === undefined || !isAsked) return text("state.loading");
  return text("state.readAt", { time: clockText(readAt, now) });
}
