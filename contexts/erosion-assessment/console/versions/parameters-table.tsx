import { Input } from "antd";
import type { ReactNode } from "react";
import type { SurveyParameter } from "#contexts/erosion-assessment/model";
import { UnconfirmedMark } from "#platform/interface-kit";
import { useVersionTexts } from "./version-texts.ts";
import styles from "./versions.module.css";

/** The parameters with their defaults, where those are from, and the mark of what has not been read in its source. */
export function ParametersTable(props: {
  readonly parameters: readonly SurveyParameter[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (id: string, value: string) => void;
}): ReactNode {
  const { text, pick } = useVersionTexts();
  return (
    <table className={styles.parameters}>
      <thead>
        <tr>
          <th scope="col">{text("parameter.name")}</th>
          <th scope="col">{text("parameter.value")}</th>
          <th scope="col">{text("parameter.default")}</th>
          <th scope="col">{text("parameter.source")}</th>
        </tr>
      </thead>
      <tbody>
        {props.parameters.map(({ id, nameZh, nameEn, value, unit, source, isUnconfirmed }) => (
          <tr key={id}>
            <th scope="row">{pick(nameZh, nameEn)}</th>
            <td>
              <Input
                size="small"
                inputMode="decimal"
                value={props.values[id] ?? ""}
                placeholder={String(value)}
                suffix={unit ?? ""}
                aria-label={pick(nameZh, nameEn)}
                onChange={({ target }) => props.onChange(id, target.value)}
              />
            </td>
            <td className={styles.number}>{value}</td>
            <td>
              {isUnconfirmed ? <UnconfirmedMark label={text("unconfirmed")} title={text("unconfirmed.note")} /> : null}{" "}
              {source}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
