import { InputNumber } from "antd";
import type { ReactNode } from "react";
import {
  type SharingUnit,
  shareMilestones,
  type TargetShares,
  type UnitShares,
  yearTotal,
} from "#contexts/action-plan/model";
import { dash, formatFigure } from "#platform/interface-kit";
import { LampMark } from "./lamp-mark.tsx";
import { targetValue, usePlanTexts } from "./plan-texts.ts";
import { enteredShare, isDrafted, printedShare, type SharesDraft, savedShare, shownShare } from "./shares-draft.ts";
import styles from "./shares-table.module.css";

type ChangeShare = (unit: UnitShares, year: number, value: number | null) => void;
type Measured = TargetShares["target"]["unit"];

/** Units with what each is to have reached, what it has and its lamp; then year by year what it is given. */
export function SharesTable(props: {
  readonly shares: TargetShares;
  readonly draft: SharesDraft;
  readonly drafted: readonly SharingUnit[];
  readonly onChange: ChangeShare;
}): ReactNode {
  const { text } = usePlanTexts();
  const { target, years, units, isWhole } = props.shares;
  const isSum = target.unit !== "ratio";
  const printed = target.unit === "ratio" ? "%" : text(`shares.unit.${target.unit}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={styles.scroll} tabIndex={0} aria-label={text("shares.caption")}>
      <table className={styles.table}>
        <caption className="visually-hidden">{text("shares.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{text("shares.division")}</th>
            <th scope="col" className={styles.number}>
              {text("shares.goal")}
            </th>
            <th scope="col" className={styles.number}>
              {text("target.present")}
            </th>
            <th scope="col">{text("shares.standing")}</th>
            {years.map((year) => (
              <th key={year} scope="col" className={styles.number}>
                {text("shares.year", { year })}
                <span className={styles.unit}>{printed}</span>
              </th>
            ))}
            {isSum ? (
              <th scope="col" className={styles.number}>
                {text("shares.sum")}
                <span className={styles.unit}>{printed}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <UnitRow key={unit.code} unit={unit} {...props} />
          ))}
        </tbody>
        {isWhole ? (
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {text(isSum ? "shares.all" : "shares.allMean")}
              </th>
              {years.map((year) => (
                <td key={year} className={styles.number} data-total={year}>
                  {figure(yearTotal(target.unit, year, props.drafted), target.unit)}
                </td>
              ))}
              {isSum ? (
                <td className={styles.number}>{figure(sumOf(props.drafted, target.unit), target.unit)}</td>
              ) : null}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

function UnitRow({
  unit,
  shares,
  draft,
  drafted,
  onChange,
}: Parameters<typeof SharesTable>[0] & { readonly unit: UnitShares }): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { target, years, canEdit } = shares;
  const name = pick(unit.nameZh, unit.nameEn);
  const own = drafted.filter(({ code }) => code === unit.code);
  return (
    <tr data-division={unit.code}>
      <th scope="row">{name}</th>
      <td className={styles.number}>
        {unit.goal === null ? (
          dash
        ) : (
          <>
            {targetValue(unit.goal.value, target.unit, texts)}
            <span className={styles.unit}>{text("shares.by", { year: unit.goal.year })}</span>
          </>
        )}
      </td>
      <td className={styles.number}>
        <Present unit={unit} />
      </td>
      <td>
        <LampMark lamp={unit.lamp} title={text("lamp.shareRule")} />
        <span className={styles.standing}>
          {text(unit.standing === "no-line" ? "shares.noLine" : `standing.${unit.standing}`)}
          {unit.expected === null || !isUnderWay(unit)
            ? null
            : text("shares.expected", { value: targetValue(unit.expected, target.unit, texts) })}
        </span>
      </td>
      {years.map((year) => {
        const value = shownShare(unit, year, draft);
        return (
          <td key={year} className={styles.number}>
            {canEdit ? (
              <>
                <InputNumber<number>
                  aria-label={text("shares.field", { name, year })}
                  className={styles.field ?? ""}
                  styles={{ input: { textAlign: "end" } }}
                  size="small"
                  controls={false}
                  min={0}
                  {...(target.unit === "ratio" ? { max: 100 } : {})}
                  {...(target.unit === "count" ? { precision: 0 } : {})}
                  value={printedShare(value, target.unit)}
                  onChange={(typed) => onChange(unit, year, enteredShare(typed, target.unit))}
                />
                {isDrafted(unit, year, draft) ? (
                  <span className={styles.unit}>
                    {text("shares.before", { value: figure(savedShare(unit, year), target.unit) })}
                  </span>
                ) : null}
              </>
            ) : (
              <span title={groundOf(unit, year)}>{figure(value, target.unit)}</span>
            )}
          </td>
        );
      })}
      {target.unit === "ratio" ? null : (
        <td className={styles.number}>{figure(sumOf(own, target.unit), target.unit)}</td>
      )}
    </tr>
  );
}

/** The figure opens to the records that it was counted from. */
function Present({ unit: { present } }: { readonly unit: UnitShares }): ReactNode {
  const texts = usePlanTexts();
  if (present === null) return dash;
  const value = targetValue(present.value, present.unit, texts);
  const address = present.lineage.find((step) => step.address !== null)?.address ?? null;
  return (
    <>
      {address === null ? value : <a href={address}>{value}</a>}
      <span className={styles.unit}>{texts.text("target.asOf", { date: present.asOf })}</span>
    </>
  );
}

function isUnderWay({ standing }: UnitShares): boolean {
  return standing === "on-line" || standing === "behind" || standing === "far-behind";
}

function groundOf(unit: UnitShares, year: number): string | undefined {
  const share = unit.shares.find((each) => each.year === year);
  const ground = [share?.decidedOn ?? "", share?.basis ?? ""].filter((part) => part !== "");
  return ground.length === 0 ? undefined : ground.join(" ");
}

function sumOf(units: readonly SharingUnit[], unit: Measured): number | null {
  const sums = units.flatMap(({ shares }) => shareMilestones(unit, shares).at(-1)?.value ?? []);
  return sums.length === 0 ? null : sums.reduce((sum, value) => sum + value, 0);
}

function figure(value: number | null, unit: Measured): string {
  return formatFigure(printedShare(value, unit), unit === "count" ? 0 : 2);
}
