import { Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import type { SurveyDecision, SurveyVersion } from "#contexts/erosion-assessment/model";
import { Field, TroubleNote } from "#platform/interface-kit";
import { useDecision } from "./version-queries.ts";
import { useVersionTexts, versionName } from "./version-texts.ts";
import styles from "./versions.module.css";

/** Says what publishing or withdrawing does, and asks for the reason that the history keeps. */
export function DecisionDialog(props: {
  readonly decision: SurveyDecision;
  readonly version: SurveyVersion;
  /** The version that publishing withdraws. */
  readonly replaced: SurveyVersion | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useVersionTexts();
  const { text } = texts;
  const { decision, version, replaced, onClose } = props;
  const [reason, setReason] = useState("");
  const decide = useDecision();
  return (
    <Modal
      open
      title={text(`${decision}.title`, { version: versionName(texts, version) })}
      okText={text(decision)}
      cancelText={text("cancel")}
      okButtonProps={{ disabled: reason.trim() === "", loading: decide.isPending }}
      onOk={() => decide.mutate({ decision, version, reason: reason.trim() }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <p>{text(`${decision}.text`)}</p>
        {decision === "publish" && replaced ? (
          <p>{text("publish.replaces", { version: versionName(texts, replaced) })}</p>
        ) : null}
        <Field label={text("reason")} hint={text("reason.hint")} isRequired>
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
        <TroubleNote error={decide.error} />
      </div>
    </Modal>
  );
}
