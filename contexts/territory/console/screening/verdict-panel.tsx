import { useQuery } from "@tanstack/react-query";
import { Button, Input, Radio } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import type { PatchState, PatchVerdicts } from "#contexts/territory/model";
import {
  Field,
  formatTimestamp,
  LoadingPanel,
  type RecordPanelProps,
  TroubleNote,
  TroublePanel,
} from "#platform/interface-kit";
import styles from "./screening.module.css";
import { useGiveVerdict, verdictsQuery } from "./screening-queries.ts";
import { useScreeningTexts } from "./screening-texts.ts";

/** 核查: the verdict of a patch, the form to change it, and who found what when. */
export default function VerdictPanel({ recordId }: RecordPanelProps): ReactNode {
  const { text } = useScreeningTexts();
  const verdicts = useQuery(verdictsQuery(recordId));
  if (verdicts.isError) return <TroublePanel error={verdicts.error} onRetry={() => void verdicts.refetch()} />;
  if (!verdicts.data) return <LoadingPanel label={text("verdict.loading")} />;
  const { state, choices } = verdicts.data;
  return (
    <div className={styles.verdict}>
      <p>
        {text("verdict.state")}{" "}
        <b className={styles.state} data-state={state}>
          {text(`state.${state}`)}
        </b>
      </p>
      {choices.length === 0 ? (
        <p className={styles.quiet}>{text("verdict.readOnly")}</p>
      ) : (
        <VerdictForm id={recordId} verdicts={verdicts.data} />
      )}
      <Course verdicts={verdicts.data.verdicts} />
    </div>
  );
}

/** Stays while what stands there changes under it: words that were refused because somebody was faster are not lost. */
function VerdictForm({ id, verdicts }: { readonly id: string; readonly verdicts: PatchVerdicts }): ReactNode {
  const { text } = useScreeningTexts();
  const give = useGiveVerdict(id);
  const [chosen, setVerdict] = useState<PatchState>();
  const [reason, setReason] = useState("");
  const verdict = verdicts.choices.find((choice) => choice === chosen);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (verdict === undefined) return;
    const request = { version: verdicts.version, verdict, reason: reason.trim() };
    give.mutate(request, {
      onSuccess: () => {
        setVerdict(undefined);
        setReason("");
      },
    });
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <fieldset className={styles.topics}>
        <legend>{text("verdict.set")}</legend>
        <Radio.Group
          value={verdict ?? null}
          onChange={({ target }) => setVerdict(target.value as PatchState)}
          options={verdicts.choices.map((value) => ({ value, label: text(`state.${value}`) }))}
        />
      </fieldset>
      <Field label={text("verdict.reason")} hint={text("verdict.reasonHint")} isRequired>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      <TroubleNote error={give.error} />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={verdict === undefined || reason.trim() === ""}
          loading={give.isPending}
        >
          {text("verdict.submit")}
        </Button>
      </div>
    </form>
  );
}

function Course({ verdicts }: Pick<PatchVerdicts, "verdicts">): ReactNode {
  const { text } = useScreeningTexts();
  if (verdicts.length === 0) return <p className={styles.quiet}>{text("verdict.none")}</p>;
  return (
    <section>
      <h2 className={styles.heading}>{text("verdict.course")}</h2>
      <ol className={styles.course}>
        {verdicts.map((line) => (
          <li key={`${line.at} ${line.to}`}>
            <time dateTime={line.at}>{formatTimestamp(line.at)}</time>
            <div>
              <b>{line.actor}</b>{" "}
              {text("verdict.line", { from: text(`state.${line.from}`), to: text(`state.${line.to}`) })}
              <p>{line.reason}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
