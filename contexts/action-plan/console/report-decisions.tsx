import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ReportAction, ReportView } from "#contexts/action-plan/model";
import { Disclosure, Field, TroubleNote } from "#platform/interface-kit";
import { useDecision } from "./plan-queries.ts";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-panel.module.css";

/** The buttons that the server offers for a report; what goes back asks for its reason first. */
export function ReportDecisions({ report }: { readonly report: ReportView }): ReactNode {
  const { text } = usePlanTexts();
  const decision = useDecision();
  const decide = (action: Exclude<ReportAction, "save">, reason?: string) =>
    decision.mutate({
      reportId: report.id,
      action,
      version: report.version,
      ...(reason === undefined ? {} : { reason }),
    });
  const offered = report.actions.filter((action) => action !== "save" && action !== "submit");
  if (offered.length === 0) return null;
  return (
    <>
      <div className={styles.buttons}>
        {offered.map((action) => {
          if (action === "accept" || action === "withdraw") {
            return (
              <Button
                key={action}
                type={action === "accept" ? "primary" : "default"}
                loading={decision.isPending}
                onClick={() => decide(action)}
              >
                {text(`decision.${action}`)}
              </Button>
            );
          }
          if (action !== "return" && action !== "reopen") return null;
          return (
            <Disclosure key={action} label={text(`decision.${action}`)}>
              {() => (
                <ReasonForm action={action} isSending={decision.isPending} onReason={(why) => decide(action, why)} />
              )}
            </Disclosure>
          );
        })}
      </div>
      <TroubleNote error={decision.error} />
    </>
  );
}

function ReasonForm(props: {
  readonly action: "return" | "reopen";
  readonly isSending: boolean;
  readonly onReason: (reason: string) => void;
}): ReactNode {
  const { text } = usePlanTexts();
  const [reason, setReason] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.onReason(reason.trim());
  };
  return (
    <form className={styles.remind} onSubmit={send}>
      <Field label={text("decision.reason")} hint={text(`decision.reason.${props.action}`)} isRequired>
        {(control) => (
          <Input.TextArea
            {...control}
            autoFocus
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" disabled={reason.trim() === ""} loading={props.isSending}>
        {text(`decision.${props.action}`)}
      </Button>
    </form>
  );
}
