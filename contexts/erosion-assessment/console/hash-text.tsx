import { type ReactNode, useState } from "react";
import { Icon } from "#platform/interface-kit";
import styles from "./provenance-record.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

/** The first 12 characters of a SHA-256, and all of it to the clipboard. */
export function HashText({ hash, label }: { readonly hash: string; readonly label: string }): ReactNode {
  const { text } = useSurveyLanguage();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(hash);
    setIsCopied(true);
  };
  return (
    <span className={styles.hash}>
      <code title={hash}>{hash.slice(0, 12)}</code>
      <button
        type="button"
        aria-label={label}
        title={isCopied ? text("provenance.copied") : label}
        onClick={() => void copy()}
      >
        <Icon name={isCopied ? "check" : "copy"} />
      </button>
    </span>
  );
}
