import type { ReactNode } from "react";
import { dash } from "../figure-format.ts";
import { useKitTexts } from "../kit-texts.ts";
import type { ListedRecord, RecordField, RecordSetDescription } from "../record-list/record-set.ts";
import { fieldLabel, valueText } from "../record-list/value-text.ts";
import styles from "./fact-list.module.css";

/** Names and values of a record, units behind the figures. */
export function FactList(props: {
  readonly set: RecordSetDescription;
  readonly record: ListedRecord;
  readonly fields: readonly RecordField[];
}): ReactNode {
  const texts = useKitTexts();
  const { record } = props;
  return (
    <dl className={styles.facts}>
      {props.fields.map((field) => {
        const shown = valueText(field, record.values[field.name], record.labels, texts);
        return (
          <div key={field.name} className={styles.fact}>
            <dt>{fieldLabel(field, texts)}</dt>
            <dd>{field.unit !== null && shown !== dash ? `${shown} ${field.unit}` : shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}
