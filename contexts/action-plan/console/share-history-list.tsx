import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { ShareHistory, TargetShares } from "#contexts/action-plan/model";
import { formatTimestamp, LoadingPanel, TroublePanel } from "#platform/interface-kit";
import { targetValue, usePlanTexts } from "./plan-texts.ts";
import styles from "./shares-panel.module.css";
import { useShareHistory } from "./shares-queries.ts";

const FIRST = 10;

/** Who gave which unit what, when and on what ground, the newest first. */
export function ShareHistoryList({ target }: Pick<TargetShares, "target">): ReactNode {
  const { text } = usePlanTexts();
  const history = useShareHistory(target.id);
  const [isWhole, setIsWhole] = useState(false);
  const changes = history.data?.changes ?? [];
  const shown = isWhole ? changes : changes.slice(0, FIRST);
  return (
    <section aria-labelledby="share-history">
      <h3 id="share-history" className={styles.heading}>
        {text("shares.history")}
      </h3>
      {history.isError ? <TroublePanel error={history.error} onRetry={() => void history.refetch()} /> : null}
      {history.isPending ? <LoadingPanel label={text("shares.loading")} /> : null}
      {history.data && changes.length === 0 ? <p className={styles.quiet}>{text("shares.noHistory")}</p> : null}
      <ol className={styles.history}>
        {shown.map((change) => (
          <Change key={change.id} change={change} target={target} />
        ))}
      </ol>
      {shown.length < changes.length ? (
        <Button size="small" onClick={() => setIsWhole(true)}>
          {text("shares.wholeHistory", { count: changes.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Change(props: {
  readonly change: ShareHistory["changes"][number];
  readonly target: TargetShares["target"];
}): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { at, actor, nameZh, nameEn, year, from, to, basis, decidedOn } = props.change;
  const ground = [decidedOn ?? "", basis].filter((part) => part !== "").join(" ");
  const print = (value: number | null) => targetValue(value, props.target.unit, texts);
  return (
    <li>
      <time dateTime={at}>{formatTimestamp(at)}</time>
      <span>
        <b>{actor}</b> {text("shares.change", { name: pick(nameZh, nameEn), year, from: print(from), to: print(to) })}
        {ground === "" ? null : <span className={styles.quiet}> {text("shares.ground", { ground })}</span>}
      </span>
    </li>
  );
}
