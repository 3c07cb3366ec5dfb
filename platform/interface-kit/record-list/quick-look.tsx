import { Button } from "antd";
import { type ReactNode, useEffect } from "react";
import { useKitTexts } from "../kit-texts.ts";
import { FactList } from "../record-page/fact-list.tsx";
import { SidePanel } from "../side-panel.tsx";
import styles from "./record-list.module.css";
import { type ListedRecord, type RecordSetDescription, recordPageAddress } from "./record-set.ts";
import { valueText } from "./value-text.ts";

/** The whole record beside the list, with the way to the next and to its page. */
export function QuickLook(props: {
  readonly set: RecordSetDescription;
  readonly record: ListedRecord | undefined;
  readonly records: readonly ListedRecord[];
  readonly onLook: (record: ListedRecord | undefined) => void;
}): ReactNode {
  const texts = useKitTexts();
  const { text } = texts;
  const { set, record, records, onLook } = props;
  const position = records.findIndex((candidate) => candidate.id === record?.id);
  useEffect(() => {
    if (record === undefined) return;
    document.querySelector(`tr[data-row="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [record]);
  const titleField = set.fields.find((field) => field.name === set.titleField);
  return (
    <SidePanel
      isOpen={record !== undefined}
      title={record && titleField ? valueText(titleField, record.values[titleField.name], record.labels, texts) : null}
      width={440}
      isBeside
      onClose={() => onLook(undefined)}
      footer={
        <div className={styles.lookFoot}>
          <Button disabled={position <= 0} onClick={() => onLook(records[position - 1])}>
            {text("look.previous")}
          </Button>
          <Button
            disabled={position < 0 || position >= records.length - 1}
            onClick={() => onLook(records[position + 1])}
          >
            {text("look.next")}
          </Button>
          <span className={styles.spring} />
          <Button type="primary" href={record ? recordPageAddress(set.id, record.id) : ""}>
            {text("look.open")}
          </Button>
        </div>
      }
    >
      {record ? <FactList set={set} record={record} fields={set.fields} /> : null}
    </SidePanel>
  );
}
