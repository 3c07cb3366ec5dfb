import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { openAddress } from "../address-state.ts";
import { apiRequest } from "../api-request.ts";
import { useKitTexts } from "../kit-texts.ts";
import {
  type FullRecord,
  type RecordSetDescription,
  recordPageAddress,
  recordSetAddress,
} from "../record-list/record-set.ts";
import { useSession } from "../session.tsx";
import { SidePanel } from "../side-panel.tsx";
import { settled } from "./field-editor.tsx";
import { type RecordDraft, RecordForm } from "./record-form.tsx";
import styles from "./record-page.module.css";

/** 新增: one record by hand, without a shape: shapes come by an import, which shows their reference system and a map before it writes. */
export function RecordAdder(props: { readonly set: RecordSetDescription; readonly onClose: () => void }): ReactNode {
  const { text, pick } = useKitTexts();
  const { set, onClose } = props;
  const form = useId();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RecordDraft>(useOwnDivision(set));
  const add = useMutation({
    mutationFn: (values: RecordDraft) =>
      apiRequest<FullRecord>(`${recordSetAddress(set.id)}/records`, { method: "POST", body: { values } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["records", set.id] });
      openAddress(recordPageAddress(set.id, id));
    },
  });
  const submit = () => {
    const written = set.fields
      .filter((field) => field.isEditable)
      .map((field) => [field.name, settled(field, draft[field.name] ?? null)] as const);
    add.mutate(Object.fromEntries(written.filter(([, value]) => value !== null)));
  };
  return (
    <SidePanel
      isOpen
      title={text("add.title", { set: pick(set.titleZh, set.titleEn) })}
      width={520}
      onClose={onClose}
      footer={
        <div className={styles.formFoot}>
          <Button onClick={onClose}>{text("edit.cancel")}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={add.isPending}>
            {text("edit.save")}
          </Button>
        </div>
      }
    >
      {set.geometry === null ? null : <p className={styles.hint}>{text("add.withoutShape")}</p>}
      <RecordForm
        id={form}
        set={set}
        draft={draft}
        error={add.error}
        onChange={(field, value) => setDraft((before) => ({ ...before, [field]: value }))}
        onSubmit={submit}
      />
    </SidePanel>
  );
}

/** Whoever works for one division adds records of that division. */
function useOwnDivision({ divisionField }: RecordSetDescription): RecordDraft {
  const user = useSession()?.user;
  const [division] = user?.divisions ?? [];
  const isOfOne = user?.scope === "division" && user.divisions.length === 1;
  return divisionField !== null && division !== undefined && isOfOne ? { [divisionField]: division } : {};
}
