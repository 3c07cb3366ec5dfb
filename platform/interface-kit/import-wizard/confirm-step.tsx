import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { apiRequest } from "../api-request.ts";
import { formatFigure } from "../figure-format.ts";
import { useRecordPlaces } from "../record-list/record-places.ts";
import { formatTimestamp } from "../time-format.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import { Downloads } from "./check-step.tsx";
import { type ImportSession, importAddress, importQuery, importsQuery } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { OutcomeFigures } from "./outcome-figures.tsx";
import type { StepProps } from "./step-props.ts";
import { type ImportStep, importSteps, stateOfStep } from "./steps.ts";
import { filterOfWritten, listOfWritten } from "./written-records.ts";

/** Exactly what will happen, and the button that makes it happen; afterwards what has happened. */
export function ConfirmStep({ session, decisions, onStep }: StepProps): ReactNode {
  if (session.state === "committed") return <Done session={session} />;
  return (
    <div className={styles.stack}>
      {session.state === "ready" ? null : <InTheWay session={session} onStep={onStep} />}
      <OutcomeFigures session={session} />
      <WhatWillHappen session={session} />
      <CommitButton session={session} isDisabled={session.state !== "ready" || decisions.isPending} />
    </div>
  );
}

function WhatWillHappen({ session }: { readonly session: ImportSession }): ReactNode {
  const { text, pick } = useImportTexts();
  const { outcome, preview, targetView, mapping, decisions } = session;
  if (outcome === null) return null;
  const target = pick(targetView.titleZh, targetView.titleEn);
  const system = preview.crsCandidates.find(({ crs, axes }) => crs === preview.crs && axes === preview.axes);
  const systemName = system ? pick(system.nameZh, system.nameEn) : (preview.crs ?? "");
  const mapped = mapping.filter(({ sourceField }) => sourceField !== null).length;
  const constants = Object.keys(decisions.constants ?? {}).length;
  const sentences = [
    text("will.write", { rows: formatFigure(outcome.rowCount, 0), target, file: session.fileName }),
    text("will.allOrNone"),
    outcome.leftOutCount > 0 ? text("will.leaveOut", { rows: formatFigure(outcome.leftOutCount, 0) }) : "",
    targetView.geometry !== null && preview.crs !== null
      ? text(preview.crs === "EPSG:4490" ? "will.placeAsIs" : "will.place", { system: systemName })
      : "",
    preview.encoding === null ? "" : text("will.encoding", { encoding: encodingLabel(session) }),
    text(constants === 0 ? "will.fields" : "will.fieldsAndConstants", { count: mapped, constants }),
    outcome.repairedCount > 0 ? text("will.repaired", { count: formatFigure(outcome.repairedCount, 0) }) : "",
    outcome.warningCount > 0 ? text("will.warnings", { count: formatFigure(outcome.warningCount, 0) }) : "",
    session.sender === null ? "" : text("will.remember", { sender: session.sender }),
    text("will.history"),
  ].filter((sentence) => sentence !== "");
  return (
    <section aria-label={text("will.title")}>
      <h3 className={styles.heading}>{text("will.title")}</h3>
      <ol className={styles.will}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
    </section>
  );
}

function encodingLabel({ preview }: ImportSession): string {
  return preview.encodings.find(({ encoding }) => encoding === preview.encoding)?.label ?? preview.encoding ?? "";
}

/** Why nothing can be written yet, and where that is put right. */
function InTheWay(props: { readonly session: ImportSession; readonly onStep: (step: ImportStep) => void }): ReactNode {
  const { text, pick } = useImportTexts();
  const { session, onStep } = props;
  const first = session.outcome?.findings.find(({ severity }) => severity === "refused");
  const others = (session.outcome?.refusedCount ?? 0) - 1;
  const steps = importSteps.filter((step) => stateOfStep(step, session) === "trouble");
  return (
    <Alert
      type="error"
      title={text("blocked.title")}
      description={
        <>
          {first ? <p>{pick(first.zh, first.en)}</p> : null}
          {others > 0 ? <p>{text("blocked.others", { count: formatFigure(others, 0) })}</p> : null}
          <p className={styles.buttons}>
            {steps.map((step) => (
              <Button key={step} size="small" onClick={() => onStep(step)}>
                {text("goto", { step: text(`step.${step}`) })}
              </Button>
            ))}
          </p>
        </>
      }
    />
  );
}

function CommitButton(props: { readonly session: ImportSession; readonly isDisabled: boolean }): ReactNode {
  const { text, pick } = useImportTexts();
  const queries = useQueryClient();
  const { session } = props;
  const commit = useMutation({
    mutationFn: () => apiRequest<ImportSession>(`${importAddress(session.id)}/commit`, { method: "POST" }),
    onSuccess: (done) => {
      queries.setQueryData(importQuery(session.id).queryKey, done);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ["records", session.target] });
    },
    // What was found at the last moment (a code that somebody else has used meanwhile) is on the server now.
    onError: () => queries.invalidateQueries({ queryKey: importQuery(session.id).queryKey }),
  });
  return (
    <div className={styles.commit}>
      <TroubleNote error={commit.error} />
      <Button
        type="primary"
        size="large"
        loading={commit.isPending}
        disabled={props.isDisabled}
        onClick={() => commit.mutate()}
      >
        {text("commit", {
          rows: formatFigure(session.outcome?.rowCount, 0),
          target: pick(session.targetView.titleZh, session.targetView.titleEn),
        })}
      </Button>
      {commit.isPending ? <p className={styles.quiet}>{text("commit.pending")}</p> : null}
    </div>
  );
}

function Done({ session }: { readonly session: ImportSession }): ReactNode {
  const { text, pick } = useImportTexts();
  const places = useRecordPlaces();
  const target = pick(session.targetView.titleZh, session.targetView.titleEn);
  const map =
    session.targetView.geometry === null
      ? undefined
      : places.map?.(session.target, { filter: filterOfWritten(session), text: "" });
  return (
    <div className={styles.stack}>
      <Alert
        type="success"
        role="status"
        title={text("done.text", {
          rows: formatFigure(session.rowCount, 0),
          target,
          file: session.fileName,
          at: session.committedAt ? formatTimestamp(session.committedAt) : "",
        })}
      />
      <OutcomeFigures session={session} />
      <p className={styles.buttons}>
        <Button type="primary" href={listOfWritten(session)}>
          {text("done.list")}
        </Button>
        {map ? <Button href={map}>{text("done.map")}</Button> : null}
        <Button href={`/imports?target=${encodeURIComponent(session.target)}`}>{text("done.another")}</Button>
      </p>
      <Downloads session={session} />
    </div>
  );
}
