import type { FormEvent, ReactNode } from "react";
import { ApiProblem } from "../api-request.ts";
import type { FieldValue, RecordSetDescription } from "../record-list/record-set.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import { FieldEditor } from "./field-editor.tsx";
import styles from "./record-page.module.css";

export type RecordDraft = Readonly<Record<string, FieldValue>>;

/** The fields of a record that people may write, each with what the server found wrong with it. */
export function RecordForm(props: {
  readonly id: string;
  readonly set: RecordSetDescription;
  readonly draft: RecordDraft;
  /** What was refused; null where nothing was, or where it is told elsewhere. */
  readonly error: Error | null;
  readonly onChange: (field: string, value: FieldValue) => void;
  readonly onSubmit: () => void;
}): ReactNode {
  const { set, draft, error, onChange, onSubmit } = props;
  const faults = faultsIn(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id={props.id} className={styles.form} noValidate onSubmit={submit}>
      <TroubleNote error={error} />
      {set.fields
        .filter((field) => field.isEditable)
        .map((field) => (
          <FieldEditor
            key={field.name}
            field={field}
            value={draft[field.name] ?? null}
            fault={faults.get(field.name)}
            onChange={(value) => onChange(field.name, value)}
          />
        ))}
    </form>
  );
}

function faultsIn(error: Error | null): ReadonlyMap<string, string> {
  const faults = error instanceof ApiProblem && error.code === "record-invalid" ? error.details.faults : [];
  return new Map((faults as { field: string; text: string }[]).map(({ field, text }) => [field, text]));
}
