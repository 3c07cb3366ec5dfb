import type { ReactNode } from "react";
import type { PlanTargetView } from "#contexts/action-plan/model";
import { LampMark } from "./lamp-mark.tsx";
import { targetValue, usePlanTexts } from "./plan-texts.ts";
import styles from "./target-tile.module.css";

/** One target: what is, what should be, the lamp, and the way down to the records the figure was counted from. */
export function TargetTile({
  target,
  onShares,
}: {
  readonly target: PlanTargetView;
  /** Absent where the session sees no shares. */
  readonly onShares?: (() => void) | undefined;
}): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { present, baseline, unit } = target;
  const note = pick(target.noteZh ?? "", target.noteEn ?? "");
  return (
    <article className={styles.tile} aria-label={pick(target.nameZh, target.nameEn)}>
      <header className={styles.head}>
        <h3 className={styles.name}>{pick(target.nameZh, target.nameEn)}</h3>
        <LampMark lamp={target.lamp} title={text("lamp.rule")} />
      </header>
      <p className={styles.figure} data-figure={target.id}>
        {targetValue(present?.value ?? null, unit, texts)}
      </p>
      <p className={styles.goal}>
        {text("target.goal", { value: targetValue(target.value, unit, texts) })}{" "}
        {text("target.by", { year: target.byYear })}
      </p>
      <p className={styles.quiet} title={baseline === null ? undefined : baselineText(target, texts)}>
        {text(`standing.${target.standing}`)}
        {present === null ? null : ` · ${text("target.asOf", { date: present.asOf })}`}
        {target.expected === null
          ? null
          : ` · ${text("target.expected", { value: targetValue(target.expected, unit, texts) })}`}
      </p>
      {present === null ? <p className={styles.quiet}>{pick(target.filledByZh, target.filledByEn)}</p> : null}
      {present === null || present.lineage.length === 0 ? null : (
        <p className={styles.quiet}>
          {text("target.lineage")}{" "}
          {present.lineage.map((step) => (
            <LineageStep key={step.labelZh} label={pick(step.labelZh, step.labelEn)} address={step.address} />
          ))}
        </p>
      )}
      {note === "" ? null : <p className={styles.quiet}>{note}</p>}
      {onShares === undefined ? null : (
        <p>
          <button type="button" className={styles.shares} onClick={onShares}>
            {text("shares.open")}
          </button>
        </p>
      )}
    </article>
  );
}

function LineageStep({ label, address }: { readonly label: string; readonly address: string | null }): ReactNode {
  return <span className={styles.step}>{address === null ? label : <a href={address}>{label}</a>}</span>;
}

function baselineText({ baseline, unit }: PlanTargetView, texts: ReturnType<typeof usePlanTexts>): string {
  if (baseline === null) return "";
  const value = targetValue(baseline.value, unit, texts);
  return texts.text("target.baseline", { date: baseline.on, value, basis: baseline.basisZh });
}
