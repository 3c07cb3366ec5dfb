import { Modal, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { useKitTexts } from "../kit-texts.ts";
import type { FieldValue, FullRecord, RecordSetDescription } from "../record-list/record-set.ts";
import { fieldLabel, valueText } from "../record-list/value-text.ts";
import { differencesOf, type FieldDifference } from "./merge-edit.ts";
import styles from "./record-page.module.css";

/** Two people changed one record: field by field what was, what the other made of it, what I did; and whose shall stand. */
export function ConflictDialog(props: {
  readonly set: RecordSetDescription;
  readonly base: FullRecord;
  readonly mine: Readonly<Record<string, FieldValue>>;
  readonly current: FullRecord;
  readonly isSaving: boolean;
  readonly onChoose: (keepsTheirs: ReadonlySet<string>) => void;
  /** Gives my changes up. */
  readonly onLeave: () => void;
}): ReactNode {
  const { text } = useKitTexts();
  const { set, base, mine, current } = props;
  const differences = differencesOf(set.fields, base.values, mine, current.values);
  const [keepsTheirs, setKeepsTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (name: string, isTheirs: boolean) => {
    const next = new Set(keepsTheirs);
    if (isTheirs) next.add(name);
    else next.delete(name);
    setKeepsTheirs(next);
  };
  return (
    <Modal
      open
      width={760}
      title={text("conflict.title")}
      okText={text("conflict.save")}
      cancelText={text("conflict.leave")}
      okButtonProps={{ loading: props.isSaving }}
      onOk={() => props.onChoose(keepsTheirs)}
      onCancel={props.onLeave}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      <p className={styles.quiet}>{text("conflict.text")}</p>
      <table className={styles.conflict}>
        <thead>
          <tr>
            <th scope="col">{text("conflict.field")}</th>
            <th scope="col">{text("conflict.base")}</th>
            <th scope="col">{text("conflict.theirs")}</th>
            <th scope="col">{text("conflict.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <DifferenceRow
              key={difference.field.name}
              difference={difference}
              labels={{ base: base.labels, current: current.labels }}
              isTheirs={keepsTheirs.has(difference.field.name)}
              onChoose={(isTheirs) => choose(difference.field.name, isTheirs)}
            />
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

function DifferenceRow(props: {
  readonly difference: FieldDifference;
  readonly labels: { readonly base: FullRecord["labels"]; readonly current: FullRecord["labels"] };
  readonly isTheirs: boolean;
  readonly onChoose: (isTheirs: boolean) => void;
}): ReactNode {
  const texts = useKitTexts();
  const { field, base, theirs, mine } = props.difference;
  const theirText = valueText(field, theirs, props.labels.current, texts);
  if (mine === undefined) {
    return (
      <tr>
        <th scope="row">{fieldLabel(field, texts)}</th>
        <td>{valueText(field, base, props.labels.base, texts)}</td>
        <td>{theirText}</td>
        <td className={styles.quiet}>{texts.text("conflict.untouched")}</td>
      </tr>
    );
  }
  const name = `conflict-${field.name}`;
  return (
    <tr>
      <th scope="row">{fieldLabel(field, texts)}</th>
      <td>{valueText(field, base, props.labels.base, texts)}</td>
      <td>
        <Radio name={name} checked={props.isTheirs} onChange={() => props.onChoose(true)}>
          {theirText}
        </Radio>
      </td>
      <td>
        <Radio name={name} checked={!props.isTheirs} onChange={() => props.onChoose(false)}>
          {valueText(field, mine, {}, texts)}
        </Radio>
      </td>
    </tr>
  );
}
