import type { ReactNode } from "react";
import { PanelTabs, useAddressQuery, usePageTitle, writeAddress } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { ChainState } from "./chain-state.tsx";
import { ChangesPanel } from "./changes-panel.tsx";
import { SignInsPanel } from "./sign-ins-panel.tsx";
import styles from "./system.module.css";

const tabs = ["changes", "sign-ins"] as const;
type Tab = (typeof tabs)[number];

/** 操作历史, for the audit administrator: every change, every sign-in, and whether the chain of the history holds. */
export default function AuditPage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("menu.audit"));
  const asked = new URLSearchParams(useAddressQuery()).get("tab");
  const chosen = tabs.find((tab) => tab === asked) ?? "changes";
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text("menu.audit")}</h1>
        <ChainState />
      </header>
      <PanelTabs<Tab>
        label={text("menu.audit")}
        tabs={tabs.map((key) => ({ key, title: text(`audit.tab.${key}`) }))}
        chosen={chosen}
        onChoose={(tab) => writeAddress({ tab, page: undefined }, "replace")}
      >
        {chosen === "changes" ? <ChangesPanel /> : <SignInsPanel />}
      </PanelTabs>
    </div>
  );
}
