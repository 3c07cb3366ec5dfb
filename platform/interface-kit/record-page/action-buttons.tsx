import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Disclosure } from "../disclosure.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { ActionDialog } from "./action-dialog.tsx";
import styles from "./record-page.module.css";
import type { WorkflowAction, WorkflowView } from "./workflow.ts";

/** What may be done with the record now, the likeliest one last and primary. A blocked one says what is missing. */
export function ActionButtons({ workflow }: { readonly workflow: WorkflowView }): ReactNode {
  const { text, pick } = useKitTexts();
  const [chosen, setChosen] = useState<WorkflowAction>();
  const actions = workflow.actions.toSorted((a, b) => Number(a.isPrimary) - Number(b.isPrimary));
  return (
    <>
      {actions.map((action) =>
        action.blockedBy.length === 0 ? (
          <Button key={action.id} type={action.isPrimary ? "primary" : "default"} onClick={() => setChosen(action)}>
            {pick(action.labelZh, action.labelEn)}
          </Button>
        ) : (
          <Disclosure
            key={action.id}
            align="end"
            button={{ className: styles.blocked ?? "" }}
            label={pick(action.labelZh, action.labelEn)}
          >
            {() => (
              <div className={styles.reasons}>
                <b>{text("action.blocked")}</b>
                <ul>
                  {action.blockedBy.map((reason) => (
                    <li key={reason.code}>{pick(reason.zh, reason.en)}</li>
                  ))}
                </ul>
              </div>
            )}
          </Disclosure>
        ),
      )}
      {chosen ? (
        <ActionDialog key={chosen.id} workflow={workflow} action={chosen} onClose={() => setChosen(undefined)} />
      ) : null}
    </>
  );
}
