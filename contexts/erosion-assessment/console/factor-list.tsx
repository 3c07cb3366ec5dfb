import type { ReactNode } from "react";
import type { ExplainedFactor } from "#contexts/erosion-assessment/model";
import { formatSignificant, UnconfirmedMark } from "#platform/interface-kit";
import styles from "./factor-list.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

/** Symbol, name and value of each factor on one line; under it what it was made from and where that comes from. */
export function FactorList({ factors }: { readonly factors: readonly ExplainedFactor[] }): ReactNode {
  const { text, pick, codeText, isChinese } = useSurveyLanguage();
  return (
    <table className={styles.factors}>
      <caption className="visually-hidden">{text("cell.factors")}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{text("cell.factor")}</th>
          <th scope="col">{text("cell.inputs")}</th>
          <th scope="col">{text("cell.value")}</th>
        </tr>
      </thead>
      {factors.map((factor) => (
        <tbody key={factor.symbol} data-factor={factor.symbol}>
          <tr>
            <th scope="rowgroup" rowSpan={2} className={styles.symbol}>
              {factor.symbol}
            </th>
            <td>
              <span className={styles.name}>
                {pick(factor.nameZh, factor.nameEn)}
                {factor.isUnconfirmed ? (
                  <UnconfirmedMark
                    label={text("cell.unconfirmed")}
                    title={text("cell.unconfirmedNote", { confidence: codeText("confidence", factor.confidence) })}
                  />
                ) : null}
              </span>
            </td>
            <td className={styles.value}>
              <span data-factor-value>{formatSignificant(factor.value)}</span>
              {isDimensionless(factor.unit) ? null : <span className={styles.unit}>{factor.unit}</span>}
            </td>
          </tr>
          <tr className={styles.about}>
            <td colSpan={2}>
              <ul className={styles.inputs}>
                {(isChinese ? factor.inputsZh : factor.inputsEn).map((input) => (
                  <li key={input}>{input}</li>
                ))}
              </ul>
              {factor.source === "" ? null : (
                <p>{text("cell.source", { source: pick(factor.source, factor.sourceEn) })}</p>
              )}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

function isDimensionless(unit: string): boolean {
  return unit === "" || unit === "1";
}
