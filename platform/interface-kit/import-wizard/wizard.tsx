import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Popconfirm, Spin } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { openAddress, useAddressQuery, writeAddress } from "../address-state.ts";
import { apiRequest } from "../api-request.ts";
import { usePageTitle } from "../page-tools.tsx";
import { StatePanel } from "../state-panel.tsx";
import { TroubleNote } from "../trouble-panel.tsx";
import { CheckStep } from "./check-step.tsx";
import { ConfirmStep } from "./confirm-step.tsx";
import { EncodingStep } from "./encoding-step.tsx";
import { type ImportSession, importAddress, importQuery, importsQuery } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { MappingStep } from "./mapping-step.tsx";
import { PlaceStep } from "./place-step.tsx";
import { StepBar } from "./step-bar.tsx";
import type { StepProps } from "./step-props.ts";
import { firstOpenStep, type ImportStep, importSteps, readStep, stateOfStep } from "./steps.ts";
import { useDecisions } from "./use-decisions.ts";

/** An import that is on the server: its steps, what is decided in each, and the way between them. */
export function Wizard({ session }: { readonly session: ImportSession }): ReactNode {
  const { text, pick } = useImportTexts();
  const title = pick(session.targetView.titleZh, session.targetView.titleEn);
  usePageTitle(text("title.of", { target: title }));
  const decisions = useDecisions(session.id);
  const [resumed] = useState(() => firstOpenStep(session));
  const asked = readStep(useAddressQuery());
  const current = session.state === "committed" ? "confirm" : asked === "file" ? "text" : (asked ?? resumed);
  const heading = useRef<HTMLHeadingElement>(null);
  const lastStep = useRef(current);
  useEffect(() => {
    if (lastStep.current === current) return;
    lastStep.current = current;
    // The next step is read from its beginning.
    heading.current?.focus();
  }, [current]);
  const onStep = (step: ImportStep) => writeAddress({ step }, "push");
  const i = importSteps.indexOf(current);
  const next = importSteps[i + 1];
  const previous = i > 1 ? importSteps[i - 1] : undefined;
  const isEnded = session.state === "committed" || session.state === "abandoned";

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.names}>
          <h1 className={styles.title}>{text("title.of", { target: title })}</h1>
          <p className={styles.quiet}>
            {text("file.facts", {
              name: session.fileName,
              size: sizeText(session.sizeBytes),
              format: text(`format.${session.preview.format as "shapefile"}`),
            })}
            {session.sender ? ` · ${text("file.sender", { sender: session.sender })}` : ""}
          </p>
        </div>
        <span className={styles.spring} />
        {decisions.isPending ? (
          <span className={styles.working} role="status">
            <Spin size="small" />
            {text("working")}
          </span>
        ) : null}
        <Button href="/imports">{text(isEnded ? "back" : "leave")}</Button>
        {isEnded ? null : <AbandonButton id={session.id} />}
      </header>
      <StepBar current={current} session={session} {...(isEnded ? {} : { onStep })} />
      {session.state === "abandoned" ? (
        <StatePanel tone="empty" title={text("abandoned.title")}>
          <p>{text("abandoned.text")}</p>
          <p>
            <a href={`/imports?target=${session.target}`}>{text("abandoned.again")}</a>
          </p>
        </StatePanel>
      ) : (
        <section className={styles.step} aria-labelledby="import-step">
          <h2 id="import-step" ref={heading} tabIndex={-1} className={styles.stepTitle}>
            {text(session.state === "committed" ? "done.title" : `step.${current}`)}
          </h2>
          <TroubleNote error={decisions.error} />
          <Obstacle session={session} current={current} onStep={onStep} />
          <Step step={current} session={session} decisions={decisions} onStep={onStep} />
        </section>
      )}
      {isEnded ? null : (
        <footer className={styles.foot}>
          {previous ? <Button onClick={() => onStep(previous)}>{text("previous")}</Button> : null}
          <span className={styles.quiet}>{text("kept")}</span>
          <span className={styles.spring} />
          {next ? (
            <Button
              type="primary"
              disabled={decisions.isPending || (stateOfStep(next, session) === "waiting" && next !== "confirm")}
              onClick={() => onStep(next)}
            >
              {text("next", { step: text(`step.${next}`) })}
            </Button>
          ) : null}
        </footer>
      )}
    </div>
  );
}

function Step({ step, ...props }: StepProps & { readonly step: ImportStep }): ReactNode {
  switch (step) {
    case "file":
    case "text":
      return <EncodingStep {...props} />;
    case "place":
      return <PlaceStep {...props} />;
    case "fields":
      return <MappingStep {...props} />;
    case "check":
      return <CheckStep {...props} />;
    case "confirm":
      return <ConfirmStep {...props} />;
  }
}

/** Why it goes no further, with the step where that is decided. */
function Obstacle(props: {
  readonly session: ImportSession;
  readonly current: ImportStep;
  readonly onStep: (step: ImportStep) => void;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const { obstacle } = props.session.preview;
  if (obstacle === null) return null;
  const step = obstacle.code === "layer-not-chosen" ? "text" : "place";
  return (
    <Alert
      type="error"
      role="alert"
      title={pick(obstacle.zh, obstacle.en)}
      {...(step === props.current
        ? {}
        : {
            action: (
              <Button size="small" onClick={() => props.onStep(step)}>
                {text("goto", { step: text(`step.${step}`) })}
              </Button>
            ),
          })}
    />
  );
}

function AbandonButton({ id }: { readonly id: string }): ReactNode {
  const { text } = useImportTexts();
  const queries = useQueryClient();
  const abandon = useMutation({
    mutationFn: () => apiRequest<ImportSession>(importAddress(id), { method: "DELETE" }),
    onSuccess: (session) => {
      queries.setQueryData(importQuery(id).queryKey, session);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey });
      openAddress("/imports");
    },
  });
  return (
    <>
      <Popconfirm
        title={text("abandon.title")}
        description={text("abandon.text")}
        okText={text("abandon.ok")}
        cancelText={text("abandon.cancel")}
        onConfirm={() => abandon.mutate()}
      >
        <Button loading={abandon.isPending}>{text("abandon")}</Button>
      </Popconfirm>
      <TroubleNote error={abandon.error} />
    </>
  );
}

/** 1.2 MB, 84 kB. */
function sizeText(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1000))} kB`;
}
