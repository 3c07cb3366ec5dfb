import { Button } from "antd";
import type { ReactNode } from "react";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./account.module.css";

/** Codes in place of the authenticator's, shown once: the server keeps only their hashes. */
export function RecoveryCodes(props: { readonly codes: readonly string[]; readonly onKept: () => void }): ReactNode {
  const { text } = useConsoleTexts();
  const { codes, onKept } = props;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${text("totp.codes.title")}\r\n\r\n${codes.join("\r\n")}\r\n`)}`;
  return (
    <div className={styles.form}>
      <h2 className={styles.subtitle}>{text("totp.codes.title")}</h2>
      <p>{text("totp.codes.text")}</p>
      <ol className={styles.codes} aria-label={text("totp.codes.title")}>
        {codes.map((code) => (
          <li key={code}>
            <code className={styles.secret}>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a href={file} download={text("totp.codes.fileName")}>
          {text("totp.codes.download")}
        </a>
      </p>
      <Button type="primary" onClick={onKept}>
        {text("totp.codes.kept")}
      </Button>
    </div>
  );
}
