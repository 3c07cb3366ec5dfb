import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Disclosure, Icon, LoadingPanel, SidePanel, TroubleNote, useSession } from "#platform/interface-kit";
import { type ConsoleTexts, useConsoleTexts } from "../console-texts.ts";
import styles from "./account.module.css";
import { ChangePasswordForm } from "./change-password-form.tsx";
import { useSignOut } from "./use-sign-out.ts";

const TotpForm = lazy(() => import("./totp-form.tsx"));

type Opened = "password" | "totp" | undefined;

/** Who is signed in, for which land; password, two-step sign-in, and out. */
export function UserMenu(): ReactNode {
  const texts = useConsoleTexts();
  const { text, pick } = texts;
  const session = useSession();
  const [opened, setOpened] = useState<Opened>();
  const signOut = useSignOut();
  if (!session) return null;
  const { user } = session;
  const open = (what: Opened, closeMenu: () => void) => {
    closeMenu();
    setOpened(what);
  };
  return (
    <>
      <Disclosure
        align="end"
        button={{ type: "text", icon: <Icon name="person" /> }}
        name={text("account.menu", { name: user.displayName })}
        label={<span className={styles.user}>{user.displayName}</span>}
      >
        {(close) => (
          <>
            <div className={styles.who}>
              <span className={styles.name}>{user.displayName}</span>
              <span className={styles.detail}>{user.name}</span>
              {user.organisation ? (
                <span className={styles.detail}>{pick(user.organisation.nameZh, user.organisation.nameEn)}</span>
              ) : null}
              <span className={styles.detail}>{scopeText(user.scope, user.divisions.length, texts)}</span>
            </div>
            <div className={styles.actions}>
              <Button type="text" onClick={() => open("password", close)}>
                {text("password.title")}
              </Button>
              <Button type="text" onClick={() => open("totp", close)}>
                {text("totp.title")}
              </Button>
              <Button type="text" loading={signOut.isPending} onClick={() => signOut.mutate()}>
                {text("account.signOut")}
              </Button>
              <TroubleNote error={signOut.error} />
            </div>
          </>
        )}
      </Disclosure>
      <SidePanel
        isOpen={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={text(opened === "totp" ? "totp.title" : "password.title")}
        width={400}
      >
        <Suspense fallback={<LoadingPanel label={text("page.loading")} />}>
          {opened === "password" ? <ChangePasswordForm onDone={() => setOpened(undefined)} /> : null}
          {opened === "totp" ? <TotpForm onDone={() => setOpened(undefined)} /> : null}
        </Suspense>
      </SidePanel>
    </>
  );
}

function scopeText(scope: string, divisions: number, { text, codeText }: ConsoleTexts): string {
  if (scope === "division" && divisions > 1) return text("scope.divisions", { count: divisions });
  return codeText("scope", scope);
}
