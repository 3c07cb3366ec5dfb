import type { ReactNode } from "react";
import { targetValue, usePlanTexts } from "#contexts/action-plan/console";
import type { PlanTargetView } from "#contexts/action-plan/model";
import { dash } from "#platform/interface-kit";
import styles from "./cockpit.module.css";
import { useCockpitTexts } from "./cockpit-texts.ts";
import { DemonstrationMark, Opens } from "./panel.tsx";

/** The plan's targets: what is, what should be by now and in the end, and the lamp in words and colour. */
export function TargetTiles(props: {
  readonly targets: readonly PlanTargetView[];
  readonly demonstrations: ReadonlySet<string>;
}): ReactNode {
  const { text } = useCockpitTexts();
  return (
    <section className={styles.targets} aria-label={text("targets.heading")}>
      {props.targets.map((target) => (
        <TargetTile key={target.id} target={target} demonstrations={props.demonstrations} />
      ))}
    </section>
  );
}

function TargetTile(props: {
  readonly target: PlanTargetView;
  readonly demonstrations: ReadonlySet<string>;
}): ReactNode {
  const plan = usePlanTexts();
  const { text } = useCockpitTexts();
  const { target } = props;
  const { present, unit, lamp } = target;
  const address = present?.lineage.find((step) => step.address !== null)?.address ?? undefined;
  const isDemonstration = address !== undefined && props.demonstrations.has(address);
  return (
    <article className={styles.target} data-target={target.id}>
      <header className={styles.targetHead}>
        <h2 className={styles.heading}>{plan.pick(target.nameZh, target.nameEn)}</h2>
        {isDemonstration ? <DemonstrationMark label={text("demonstration")} title={text("demonstrationNote")} /> : null}
      </header>
      <div className={styles.targetMiddle}>
        <p className={styles.figure}>
          {present === null ? dash : <Opens address={address}>{targetValue(present.value, unit, plan)}</Opens>}
        </p>
        <p className={styles.standing}>
          <span className={styles.lamp} data-lamp={lamp} title={plan.text("lamp.rule")}>
            <span className={styles.dot} aria-hidden="true" />
            {plan.text(`lamp.${lamp}`)}
          </span>
          {present === null ? null : (
            <span className={styles.note}>{plan.text("target.asOf", { date: present.asOf })}</span>
          )}
        </p>
      </div>
      <p className={styles.goal}>
        {plan.text("target.by", { year: target.byYear })}{" "}
        <Opens address={`/plan?measure=${Number.parseInt(target.taskId, 10)}`}>
          {plan.text("target.goal", { value: targetValue(target.value, unit, plan) })}
        </Opens>
      </p>
      <p className={styles.note}>
        {present === null ? plan.pick(target.filledByZh, target.filledByEn) : plan.text(`standing.${target.standing}`)}
        {target.expected === null
          ? null
          : ` · ${plan.text("target.expected", { value: targetValue(target.expected, unit, plan) })}`}
      </p>
    </article>
  );
}
