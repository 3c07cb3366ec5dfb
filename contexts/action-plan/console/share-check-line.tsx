import type { ReactNode } from "react";
import { checkShares, type SharingUnit, type TargetShares } from "#contexts/action-plan/model";
import { formatChange } from "#platform/interface-kit";
import { type PlanTexts, targetValue, usePlanTexts } from "./plan-texts.ts";
import styles from "./shares-panel.module.css";

/** Whether all shares together make the target, with what is too little or too much, and what is still missing to know. */
export function ShareCheckLine(props: {
  readonly shares: TargetShares;
  readonly units: readonly SharingUnit[];
}): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { target, units } = props.shares;
  const { total, wanted, difference, isDivided, without, withoutArea } = checkShares(target, props.units);
  const isRate = target.unit === "ratio";
  const nameOf = (code: string) => {
    const unit = units.find((each) => each.code === code);
    return unit === undefined ? code : pick(unit.nameZh, unit.nameEn);
  };
  const names = (codes: readonly string[]) => codes.map(nameOf).join(text("shares.and"));
  return (
    <div className={styles.check} data-divided={isDivided}>
      <div className={styles.sums}>
        <dl className={styles.sums}>
          <Sum label={text(isRate ? "shares.mean" : "shares.total")} value={targetValue(total, target.unit, texts)} />
          <Sum label={text("shares.wanted")} value={targetValue(wanted, target.unit, texts)} />
          <Sum
            label={text("shares.difference")}
            value={
              difference === null
                ? targetValue(null, target.unit, texts)
                : differenceText(difference, target.unit, texts)
            }
          />
        </dl>
        <p role="status">{text(verdictOf(difference, isDivided))}</p>
      </div>
      {!isDivided && without.length > 0 && without.length < units.length ? (
        <p className={styles.quiet}>
          {text(isRate ? "shares.withoutRate" : "shares.without", {
            count: without.length,
            names: names(without),
            year: target.byYear,
          })}
        </p>
      ) : null}
      {withoutArea.length > 0 ? (
        <p className={styles.quiet}>
          {text("shares.withoutArea", { count: withoutArea.length, names: names(withoutArea) })}
        </p>
      ) : null}
    </div>
  );
}

function Sum({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt className={styles.quiet}>{label}</dt>
      <dd className={styles.sum}>{value}</dd>
    </div>
  );
}

function verdictOf(difference: number | null, isDivided: boolean) {
  if (difference === null) return "shares.notYet" as const;
  if (isDivided) return "shares.divided" as const;
  return difference < 0 ? ("shares.tooLittle" as const) : ("shares.tooMuch" as const);
}

function changeOf(difference: number, unit: TargetShares["target"]["unit"]): string {
  return unit === "ratio" ? formatChange(difference * 100, 2) : formatChange(difference, unit === "count" ? 0 : 2);
}

function differenceText(difference: number, unit: TargetShares["target"]["unit"], { text }: PlanTexts): string {
  return text(unit === "ratio" ? "shares.points" : `value.${unit}`, { figure: changeOf(difference, unit) });
}
