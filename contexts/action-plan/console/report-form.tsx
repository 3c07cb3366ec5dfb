import { Button, Input, InputNumber } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import type { PlanView, ReportContent, ReportView } from "#contexts/action-plan/model";
import { Field, formatTimestamp, TroubleNote, useSession } from "#platform/interface-kit";
import { Evidence } from "./evidence.tsx";
import { StateMark } from "./lamp-mark.tsx";
import { useDecision, useSaveReport } from "./plan-queries.ts";
import { periodName, usePlanTexts } from "./plan-texts.ts";
import { conflictOf, ReportConflict, storedContent } from "./report-conflict.tsx";
import { ReportFigures } from "./report-figures.tsx";
import styles from "./task-panel.module.css";
import { forgetUnsaved, keepUnsaved, unsavedReport } from "./unsaved-report.ts";

/** The report of one's own organisation for the period, as long as it may be written. */
export function ReportForm(props: {
  readonly taskId: string;
  readonly period: PlanView["period"]["period"];
  readonly report: ReportView | undefined;
}): ReactNode {
  const texts = usePlanTexts();
  const { text } = texts;
  const { taskId, period, report } = props;
  // Two people may sign in one after the other in the same tab.
  const memory = `terrace.report.${useSession()?.user.id ?? ""}.${taskId}.${period}`;
  const [restored] = useState(() => unsavedReport(memory));
  const [content, setContent] = useState<ReportContent>(() => restored ?? contentOf(report));
  const [isRestored, setIsRestored] = useState(restored !== undefined);
  const save = useSaveReport(taskId, period);
  const decision = useDecision();
  const write = (next: ReportContent) => {
    setContent(next);
    keepUnsaved(memory, next);
  };
  const forget = (next: ReportContent) => {
    forgetUnsaved(memory);
    setIsRestored(false);
    setContent(next);
  };
  const store = (toStore: ReportContent, onStored?: (stored: ReportView) => void) => {
    decision.reset();
    const onSuccess = (stored: ReportView) => {
      forget(contentOf(stored));
      onStored?.(stored);
    };
    save.mutate(toStore, { onSuccess });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store(content, ({ id, version }) => decision.mutate({ reportId: id, action: "submit", version }));
  };
  const error = save.error ?? decision.error;
  const conflict = conflictOf(error);
  const returned = report?.state === "returned" ? report.events.findLast(({ reason }) => reason !== null) : undefined;
  return (
    <div className={styles.form}>
      <form className={styles.fields} onSubmit={submit}>
        <div className={styles.formHead}>
          <h3 className={styles.heading}>{text("report.mine", { period: periodName(period, texts) })}</h3>
          <StateMark state={report?.state ?? null} />
        </div>
        {returned?.reason ? (
          <p className={styles.reason}>{text("report.returned", { reason: returned.reason })}</p>
        ) : null}
        {isRestored ? (
          <p className={styles.notice} role="status">
            {text("report.restored")}
            <Button size="small" onClick={() => forget(contentOf(report))}>
              {text("report.discard")}
            </Button>
          </p>
        ) : null}
        <Fields content={content} onChange={(changes) => write({ ...content, ...changes })} />
        {conflict === undefined ? (
          <TroubleNote error={error} />
        ) : (
          <ReportConflict
            conflict={conflict}
            onKeepMine={() => store({ ...content, version: conflict.version })}
            onTakeStored={() => {
              save.reset();
              forget({ ...content, ...storedContent(conflict) });
            }}
          />
        )}
        <div className={styles.buttons}>
          <Button
            type="primary"
            htmlType="submit"
            loading={decision.isPending}
            disabled={content.text.trim() === "" || save.isPending}
          >
            {text("report.submit")}
          </Button>
          <Button loading={save.isPending} onClick={() => store(content)}>
            {text("report.save")}
          </Button>
          {report === undefined ? null : (
            <span className={styles.quiet}>{text("report.saved", { time: formatTimestamp(report.updatedAt) })}</span>
          )}
        </div>
      </form>
      <Evidence reportId={report?.id} canEdit />
    </div>
  );
}

function Fields(props: {
  readonly content: ReportContent;
  readonly onChange: (changes: Partial<ReportContent>) => void;
}): ReactNode {
  const { text } = usePlanTexts();
  const { content, onChange } = props;
  return (
    <>
      <Field label={text("report.text")} hint={text("report.textHint")} isRequired>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={6}
            maxLength={5000}
            value={content.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <Field label={text("report.percent")}>
        {(control) => (
          <InputNumber<number>
            {...control}
            min={0}
            max={100}
            suffix="%"
            value={content.percent}
            onChange={(percent) => onChange({ percent })}
          />
        )}
      </Field>
      <ReportFigures figures={content.figures} onChange={(figures) => onChange({ figures })} />
    </>
  );
}

function contentOf(report: ReportView | undefined): ReportContent {
  if (report === undefined) return { version: 0, text: "", percent: null, figures: [] };
  const { version, text, percent, figures } = report;
  return { version, text, percent, figures };
}
