import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Progress, Select } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { openAddress, useAddressQuery, writeAddress } from "../address-state.ts";
import { Field } from "../field.tsx";
import { usePageTitle } from "../page-tools.tsx";
import { LoadingPanel, StatePanel } from "../state-panel.tsx";
import { TroubleNote, TroublePanel } from "../trouble-panel.tsx";
import { FileDrop } from "./file-drop.tsx";
import {
  type ImportTarget,
  importPageAddress,
  importQuery,
  importsQuery,
  wizardTargetsQuery,
} from "./import-session.ts";
import { type ImportTextKey, useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { ImportsList } from "./imports-list.tsx";
import english from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };
import startStyles from "./start-import.module.css";
import { StepBar } from "./step-bar.tsx";
import { TargetTable } from "./target-table.tsx";
import { uploadImport } from "./upload-file.ts";

/** The first step: what is imported, and from which file. Below, the imports that were left, to go on with. */
export function StartImport(): ReactNode {
  const { text } = useImportTexts();
  usePageTitle(text("title"));
  const targets = useQuery(wizardTargetsQuery);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text("title")}</h1>
      </header>
      <StepBar current="file" />
      {targets.isError ? (
        <TroublePanel error={targets.error} onRetry={() => void targets.refetch()} />
      ) : targets.data === undefined ? (
        <LoadingPanel label={text("loading")} />
      ) : targets.data.length === 0 ? (
        <StatePanel tone="empty" title={text("targets.none.title")}>
          <p>{text("targets.none.text")}</p>
        </StatePanel>
      ) : (
        <ChooseFile targets={targets.data} />
      )}
      <ImportsList />
    </div>
  );
}

function ChooseFile({ targets }: { readonly targets: readonly ImportTarget[] }): ReactNode {
  const { text, pick } = useImportTexts();
  const queries = useQueryClient();
  const asked = new URLSearchParams(useAddressQuery()).get("target");
  const target = targets.find(({ id }) => id === asked) ?? (targets.length === 1 ? targets[0] : undefined);
  const [sender, setSender] = useState("");
  const [share, setShare] = useState(0);
  const stop = useRef<AbortController>(null);
  const upload = useMutation({
    mutationFn: (chosen: { file: File; target: string; sender: string }) => {
      stop.current = new AbortController();
      setShare(0);
      const words = { unreachable: inBoth("upload.unreachable"), unreadable: inBoth("upload.unreadable") };
      return uploadImport(chosen, { words, signal: stop.current.signal, onProgress: setShare });
    },
    onSuccess: (session) => {
      queries.setQueryData(importQuery(session.id).queryKey, session);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey });
      openAddress(`${importPageAddress(session.id)}?step=text`);
    },
  });
  const isStopped = upload.error?.name === "AbortError";

  return (
    <>
      <section className={startStyles.start} aria-label={text("step.file")}>
        <div className={styles.stack}>
          <Field label={text("target.label")} isRequired hint={target ? geometryHint(target) : text("target.hint")}>
            {(control) => (
              <Select
                {...control}
                value={target?.id ?? null}
                placeholder={text("target.placeholder")}
                disabled={upload.isPending}
                onChange={(id: string) => writeAddress({ target: id }, "replace")}
                options={targets.map(({ id, titleZh, titleEn }) => ({ value: id, label: pick(titleZh, titleEn) }))}
              />
            )}
          </Field>
          <Field label={text("sender.label")} hint={text("sender.hint")}>
            {(control) => (
              <Input
                {...control}
                value={sender}
                maxLength={200}
                disabled={upload.isPending}
                onChange={(event) => setSender(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className={styles.stack}>
          {upload.isPending ? (
            <div className={startStyles.sending} role="status">
              <p>{text(share < 1 ? "upload.sending" : "upload.reading", { name: upload.variables.file.name })}</p>
              <Progress
                percent={Math.floor(share * 100)}
                status={share < 1 ? "active" : "success"}
                aria-label={text("upload.progress")}
              />
              <p className={styles.quiet}>{text("upload.readingHint")}</p>
              <Button onClick={() => stop.current?.abort()}>{text("upload.stop")}</Button>
            </div>
          ) : (
            <FileDrop
              isEnabled={target !== undefined}
              onFile={(file) => {
                if (target) upload.mutate({ file, target: target.id, sender });
              }}
            />
          )}
          <TroubleNote error={isStopped ? null : upload.error} />
        </div>
      </section>
      <TargetTable
        targets={targets}
        chosen={target?.id}
        onChoose={({ id }) => {
          if (!upload.isPending) writeAddress({ target: id }, "replace");
        }}
      />
    </>
  );

  function geometryHint(chosen: ImportTarget): string {
    return text(chosen.geometry === null ? "target.table" : `target.${chosen.geometry}`);
  }
}

function inBoth(key: ImportTextKey): { readonly zh: string; readonly en: string } {
  return { zh: chinese[key], en: english[key] };
}
