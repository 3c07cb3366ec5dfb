import type { ReactNode } from "react";
import { usePageTitle } from "#platform/interface-kit";
import { ChangePasswordForm } from "../account/change-password-form.tsx";
import { BareFrame } from "../bare-frame.tsx";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./sign-in.module.css";

/** Before anything else where the password was given by somebody else. */
export default function FirstPasswordPage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("password.title"));
  return (
    <BareFrame>
      <div className={styles.card}>
        <h1 className={styles.title}>{text("password.title")}</h1>
        <p className={styles.note}>{text("password.mustChange")}</p>
        <ChangePasswordForm />
      </div>
    </BareFrame>
  );
}
