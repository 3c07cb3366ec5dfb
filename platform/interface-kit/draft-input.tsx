import { Input } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./draft-input.module.css";

/** Asks when the user has finished, by Enter or by leaving, and not at every letter. */
export function DraftInput(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isNumber?: boolean;
  readonly isSearch?: boolean;
  readonly onCommit: (text: string) => void;
}): ReactNode {
  const [draft, setDraft] = useState(props.value);
  useEffect(() => setDraft(props.value), [props.value]);
  const commit = (text: string) => {
    if (text !== props.value) props.onCommit(text);
  };
  return (
    <Input
      className={(props.isNumber ? styles.number : props.isSearch ? styles.search : styles.text) ?? ""}
      aria-label={props.label}
      placeholder={props.placeholder ?? ""}
      inputMode={props.isNumber ? "decimal" : "text"}
      allowClear={!props.isNumber}
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        // The cross of the control.
        if (event.target.value === "") commit("");
      }}
      onPressEnter={() => commit(draft)}
      onBlur={() => commit(draft)}
    />
  );
}
