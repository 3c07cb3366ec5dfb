import { Button } from "antd";
import type { ReactNode } from "react";
import { usePageTitle } from "#platform/interface-kit";
import TotpForm from "../account/totp-form.tsx";
import { useSignOut } from "../account/use-sign-out.ts";
import { BareFrame } from "../bare-frame.tsx";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./sign-in.module.css";

/** Before anything else where a role needs the second step and the account has none. */
export default function FirstTotpPage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("totp.title"));
  const signOut = useSignOut();
  return (
    <BareFrame>
      <div className={styles.card}>
        <h1 className={styles.title}>{text("totp.title")}</h1>
        <p className={styles.note}>{text("totp.mustEnrol")}</p>
        <TotpForm onDone={() => undefined} />
        <Button type="text" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {text("account.signOut")}
        </Button>
      </div>
    </BareFrame>
  );
}
