import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Icon } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./system.module.css";

/** Shown once: the server keeps only its hash. */
export function OneTimePassword({ password }: { readonly password: string }): ReactNode {
  const { text } = useConsoleTexts();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(password);
    setIsCopied(true);
  };
  return (
    <div className={styles.form}>
      <p>{text("users.password.text")}</p>
      <p>
        <code className={styles.password}>{password}</code>
      </p>
      {/* Browsers give no clipboard to pages without TLS. */}
      {window.isSecureContext ? (
        <div>
          <Button icon={<Icon name={isCopied ? "check" : "copy"} />} onClick={() => void copy()}>
            {text(isCopied ? "users.password.copied" : "users.password.copy")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
