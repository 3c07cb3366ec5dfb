import type { ReactNode } from "react";
import { useKitTexts } from "../kit-texts.ts";
import type { FullRecord, RecordField, RecordSetDescription } from "../record-list/record-set.ts";
import { FactList } from "./fact-list.tsx";
import styles from "./record-page.module.css";

const groups = ["general", "figures", "times"] as const;
type Group = (typeof groups)[number];

/** All fields of a record: what it is, its figures, its times. */
export function FactGroups(props: { readonly set: RecordSetDescription; readonly record: FullRecord }): ReactNode {
  const { text } = useKitTexts();
  return groups.map((group) => {
    const fields = props.set.fields.filter((field) => groupOf(field) === group);
    if (fields.length === 0) return null;
    return (
      <section key={group} className={styles.group}>
        <h2 className={styles.heading}>{text(`record.group.${group}`)}</h2>
        <FactList set={props.set} record={props.record} fields={fields} />
      </section>
    );
  });
}

function groupOf({ kind }: RecordField): Group {
  if (kind === "number" || kind === "integer") return "figures";
  return kind === "date" || kind === "timestamp" ? "times" : "general";
}
