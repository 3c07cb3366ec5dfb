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
      <tbody>
        {factors.map((factor) => (
          <tr key={factor.symbol} data-factor={factor.symbol}>
            <th scope="row" className={styles.symbol}>
              {factor.symbol}
            </th>
            <td className={styles.about}>
              <p className={styles.name}>
                {pick(factor.nameZh, factor.nameEn)}
                {factor.isUnconfirmed ? (
                  <UnconfirmedMark
                    label={text("cell.unconfirmed")}
                    title={text("cell.unconfirmedNote", { confidence: codeText("confidence", factor.confidence) })}
                  />
                ) : null}
              </p>
              <ul className={styles.inputs}>
                {(isChinese ? factor.inputsZh : factor.inputsEn).map((input) => (
                  <li key={input}>{input}</li>
                ))}
              </ul>
              <p className={styles.source}>{text("cell.source", { source: factor.source })}</p>
            </td>
            <td className={styles.value}>
              <span data-factor-value>{formatSignificant(factor.value)}</span>
              <span className={styles.unit}>{isDimensionless(factor.unit) ? "" : factor.unit}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isDimensionless(unit: string): boolean {
  return unit === "" || unit === "1";
}
