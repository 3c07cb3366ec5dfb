import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { ApiProblem, apiRequest } from "../api-request.ts";
import { useKitTexts } from "../kit-texts.ts";
import {
  type FieldValue,
  type FullRecord,
  type RecordSetDescription,
  recordAddress,
  recordQuery,
} from "../record-list/record-set.ts";
import { SidePanel } from "../side-panel.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { settled } from "./field-editor.tsx";
import { changesOf, mergedChanges } from "./merge-edit.ts";
import { RecordForm } from "./record-form.tsx";
import styles from "./record-page.module.css";

interface Sending {
  readonly version: number;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** Changes the fields of a record. Where somebody else was faster, both are shown field by field and the user chooses. */
export function RecordEditor(props: {
  readonly set: RecordSetDescription;
  readonly record: FullRecord;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useKitTexts();
  const { set, onClose } = props;
  // What the user began with, even if the page reads the record again meanwhile.
  const [base] = useState(props.record);
  const [draft, setDraft] = useState(base.values);
  const form = useId();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (sending: Sending) =>
      apiRequest<FullRecord>(recordAddress(set.id, base.id), { method: "PATCH", body: sending }),
    onSuccess: async (saved) => {
      queries.setQueryData(recordQuery(set.id, base.id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: ["records", set.id] });
      await queries.invalidateQueries({ queryKey: ["workflow", set.id, base.id] });
      onClose();
    },
  });
  const values = Object.fromEntries(set.fields.map((field) => [field.name, settled(field, draft[field.name] ?? null)]));
  const mine = changesOf(set.fields, base.values, values);
  const current = conflictOf(save.error);
  const submit = () => {
    if (Object.keys(mine).length === 0) onClose();
    else save.mutate({ version: base.version, values: mine });
  };

  return (
    <SidePanel
      isOpen
      title={text("record.edit")}
      width={520}
      onClose={onClose}
      footer={
        <div className={styles.formFoot}>
          <Button onClick={onClose}>{text("edit.cancel")}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={save.isPending}>
            {text("edit.save")}
          </Button>
        </div>
      }
    >
      <RecordForm
        id={form}
        set={set}
        draft={draft}
        error={current ? null : save.error}
        onChange={(field, value) => setDraft((before) => ({ ...before, [field]: value }))}
        onSubmit={submit}
      />
      {current ? (
        <ConflictDialog
          set={set}
          base={base}
          mine={mine}
          current={current}
          isSaving={save.isPending}
          onChoose={(keepsTheirs) =>
            save.mutate({ version: current.version, values: mergedChanges(mine, keepsTheirs) })
          }
          onLeave={() => {
            queries.setQueryData(recordQuery(set.id, base.id).queryKey, current);
            onClose();
          }}
        />
      ) : null}
    </SidePanel>
  );
}

function conflictOf(error: Error | null): FullRecord | undefined {
  if (!(error instanceof ApiProblem) || error.code !== "record-changed-elsewhere") return undefined;
  return error.details.current as FullRecord;
}
