import type { ReactNode } from "react";
import styles from "./console-frame.module.css";
import { useConsoleTexts } from "./console-texts.ts";
import { LanguageButton } from "./language-button.tsx";
import logo from "./terrace.svg";

/** Around the pages that need no session: sign-in, set-up. */
export function BareFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const { text } = useConsoleTexts();
  return (
    <div className={styles.bare}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <img src={logo} alt="" width={24} height={24} />
          <b>{text("product")}</b>
        </span>
        <div className={styles.own}>
          <LanguageButton />
        </div>
      </header>
      <main id="content" className={styles.bareContent}>
        {children}
      </main>
    </div>
  );
}
