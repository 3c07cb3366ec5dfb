import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, Modal, Select } from "antd";
import { type ReactNode, useState } from "react";
import { apiRequest } from "../api-request.ts";
import { Field } from "../field.tsx";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { recordAddress } from "../record-list/record-set.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import styles from "./record-page.module.css";
import { type WorkflowAction, type WorkflowView, workflowAddress } from "./workflow.ts";

/** Takes an action: asks for what it needs (opinion, target, person, evidence) and nothing else. */
export function ActionDialog(props: {
  readonly workflow: WorkflowView;
  readonly action: WorkflowAction;
  readonly onClose: () => void;
}): ReactNode {
  const { text, pick } = useKitTexts();
  const { workflow, action, onClose } = props;
  const [opinion, setOpinion] = useState("");
  const [target, setTarget] = useState<string | undefined>(action.targets[0]?.state);
  const [personId, setPersonId] = useState<string>();
  const [evidence, setEvidence] = useState<Readonly<Record<string, readonly string[]>>>({});
  // Sent again after a broken connection, the step is still taken once.
  const [requestId] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const { recordSet, recordId } = workflow;
  const take = useMutation({
    mutationFn: () =>
      apiRequest<WorkflowView>(`${workflowAddress(recordSet, recordId)}/transitions`, {
        method: "POST",
        body: {
          version: workflow.version,
          transition: action.id,
          requestId,
          ...(opinion.trim() === "" ? {} : { opinion: opinion.trim() }),
          ...(action.targets.length > 1 && target !== undefined ? { to: target } : {}),
          ...(personId === undefined ? {} : { personId }),
          evidence: Object.entries(evidence).flatMap(([kind, ids]) =>
            ids.map((attachmentId) => ({ kind, attachmentId })),
          ),
        },
      }),
    onSuccess: async (view) => {
      queries.setQueryData(["workflow", recordSet, recordId], view);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["record", recordSet, recordId] }),
        queries.invalidateQueries({ queryKey: ["records", recordSet] }),
        queries.invalidateQueries({ queryKey: ["history", recordSet, recordId] }),
        queries.invalidateQueries({ queryKey: ["work-items"] }),
      ]);
      onClose();
    },
  });
  const isComplete =
    (!action.needsOpinion || opinion.trim() !== "") &&
    (!action.needsPerson || personId !== undefined) &&
    action.evidence.every(({ kind, atLeast = 1 }) => (evidence[kind]?.length ?? 0) >= atLeast);

  return (
    <Modal
      open
      title={pick(action.labelZh, action.labelEn)}
      okText={pick(action.labelZh, action.labelEn)}
      okButtonProps={{ disabled: !isComplete, loading: take.isPending }}
      onOk={() => take.mutate()}
      onCancel={onClose}
      closable={{ "aria-label": text("panel.close"), closeIcon: <Icon name="close" /> }}
    >
      <div className={styles.dialog}>
        {action.targets.length > 1 ? (
          <Field label={text("action.target")}>
            {(control) => (
              <Select<string>
                {...control}
                value={target ?? null}
                onChange={setTarget}
                suffixIcon={<Icon name="down" />}
                options={action.targets.map(({ state, labelZh, labelEn }) => ({
                  value: state,
                  label: pick(labelZh, labelEn),
                }))}
              />
            )}
          </Field>
        ) : null}
        {action.needsPerson ? <PersonField value={personId} onChange={setPersonId} /> : null}
        {action.evidence.map((asked) => (
          <EvidenceField
            key={asked.kind}
            workflow={workflow}
            label={text("action.evidence", { label: pick(asked.labelZh, asked.labelEn), count: asked.atLeast ?? 1 })}
            value={evidence[asked.kind] ?? []}
            onChange={(ids) => setEvidence({ ...evidence, [asked.kind]: ids })}
          />
        ))}
        <Field label={text("action.opinion")} isRequired={action.needsOpinion}>
          {(control) => (
            <Input.TextArea
              {...control}
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={4000}
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
            />
          )}
        </Field>
        <TroubleNote error={take.error} />
      </div>
    </Modal>
  );
}

interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly organisation: { readonly nameZh: string; readonly nameEn: string };
}

function PersonField(props: {
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const { text, pick } = useKitTexts();
  const [asked, setAsked] = useState("");
  const people = useQuery({
    queryKey: ["people", asked],
    queryFn: ({ signal }) =>
      apiRequest<readonly Person[]>(`/api/people?${new URLSearchParams({ text: asked })}`, { signal }),
  });
  return (
    <Field label={text("action.person")} isRequired>
      {(control) => (
        <>
          <Select<string>
            {...control}
            showSearch={{ filterOption: false, onSearch: setAsked }}
            suffixIcon={<Icon name="down" />}
            value={props.value ?? null}
            onChange={props.onChange}
            loading={people.isFetching}
            options={(people.data ?? []).map((person) => ({
              value: person.id,
              label: text("action.personOf", {
                name: person.displayName,
                organisation: pick(person.organisation.nameZh, person.organisation.nameEn),
              }),
            }))}
          />
          <TroubleNote error={people.error} />
        </>
      )}
    </Field>
  );
}

function EvidenceField(props: {
  readonly workflow: WorkflowView;
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}): ReactNode {
  const { text } = useKitTexts();
  const { recordSet, recordId } = props.workflow;
  const files = useQuery({
    queryKey: ["attachments", recordSet, recordId],
    queryFn: ({ signal }) =>
      apiRequest<{ readonly attachments: readonly { readonly id: string; readonly fileName: string }[] }>(
        `${recordAddress(recordSet, recordId)}/attachments`,
        { signal },
      ),
  });
  return (
    <Field label={props.label} hint={text("action.evidenceHint")} isRequired>
      {(control) => (
        <Select<string[]>
          {...control}
          mode="multiple"
          suffixIcon={<Icon name="down" />}
          value={[...props.value]}
          onChange={props.onChange}
          options={(files.data?.attachments ?? []).map(({ id, fileName }) => ({ value: id, label: fileName }))}
        />
      )}
    </Field>
  );
}
