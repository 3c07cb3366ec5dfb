import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import {
  DraftInput,
  dash,
  type FigureColumn,
  FiguresTable,
  formatTimestamp,
  LoadingPanel,
  StatePanel,
  TroublePanel,
  useAddressQuery,
  usePageTitle,
  usePermissions,
  writeAddress,
} from "#platform/interface-kit";
import { type ConsoleTexts, useConsoleTexts } from "../console-texts.ts";
import { AccountPanel } from "./account-panel.tsx";
import { type Account, accountsPerPage, accountsQuery, type Role, rolesQuery } from "./accounts.ts";
import { PageSteps } from "./page-steps.tsx";
import { RoleRulesPanel } from "./role-rules-panel.tsx";
import styles from "./system.module.css";

/** 用户: the accounts within reach. Who opens them and who grants roles are different people (三员分立). */
export default function UsersPage(): ReactNode {
  const texts = useConsoleTexts();
  const { text, language } = texts;
  usePageTitle(text("menu.users"));
  const mayUse = usePermissions();
  const query = new URLSearchParams(useAddressQuery());
  const words = query.get("text") ?? "";
  const page = Math.max(1, Number(query.get("page") ?? 1) || 1);
  const accounts = useQuery(accountsQuery(words, page));
  const roles = useQuery(rolesQuery).data ?? [];
  const [opened, setOpened] = useState<Account | "new" | "rules">();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text("menu.users")}</h1>
        <DraftInput
          label={text("users.search")}
          placeholder={text("users.search")}
          isSearch
          value={words}
          onCommit={(found) => writeAddress({ text: found.trim() || undefined, page: undefined }, "push")}
        />
        <span className={styles.spring} />
        {mayUse("system.grants") ? <Button onClick={() => setOpened("rules")}>{text("roleRules.title")}</Button> : null}
        {mayUse("system.accounts") ? (
          <Button type="primary" onClick={() => setOpened("new")}>
            {text("users.new")}
          </Button>
        ) : null}
      </header>
      <p className={styles.note}>{text("users.separation")}</p>
      {accounts.isError ? (
        <TroublePanel error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : !accounts.data ? (
        <LoadingPanel label={text("page.loading")} />
      ) : accounts.data.users.length === 0 ? (
        <StatePanel tone="empty" title={text("users.none")} />
      ) : (
        <>
          <FiguresTable<Account>
            caption={text("menu.users")}
            columns={columnsOf(texts, roles)}
            rows={accounts.data.users}
            rowKey={(account) => account.id}
            onChoose={setOpened}
            language={language}
          />
          <PageSteps page={page} perPage={accountsPerPage} count={accounts.data.count} />
        </>
      )}
      {opened === "rules" ? <RoleRulesPanel roles={roles} onClose={() => setOpened(undefined)} /> : null}
      {opened && opened !== "rules" ? (
        <AccountPanel
          key={opened === "new" ? "new" : opened.id}
          account={opened === "new" ? undefined : opened}
          roles={roles}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </div>
  );
}

function columnsOf(texts: ConsoleTexts, roles: readonly Role[]): FigureColumn<Account>[] {
  const { text, pick, codeText } = texts;
  const roleName = (id: string) => {
    const role = roles.find((candidate) => candidate.id === id);
    return role ? pick(role.nameZh, role.nameEn) : id;
  };
  return [
    {
      key: "displayName",
      title: text("setUp.displayName"),
      isRowHeader: true,
      align: "start",
      cell: (account) => account.displayName,
    },
    { key: "name", title: text("signIn.name"), align: "start", cell: (account) => account.name },
    {
      key: "organisation",
      title: text("users.organisation"),
      align: "start",
      cell: ({ organisation }) => pick(organisation.nameZh, organisation.nameEn),
    },
    {
      key: "scope",
      title: text("users.scope"),
      align: "start",
      cell: (account) => codeText("users.scope", account.scope),
    },
    {
      key: "roles",
      title: text("users.roles"),
      align: "start",
      cell: (account) => account.roles.map(roleName).join(text("users.comma")) || dash,
    },
    { key: "state", title: text("users.state"), align: "start", cell: (account) => stateText(account, texts) },
    {
      key: "totp",
      title: text("totp.title"),
      align: "start",
      cell: (account) => text(account.hasTotp ? "users.totpOn" : "users.totpOff"),
    },
  ];
}

function stateText(account: Account, { text }: ConsoleTexts): string {
  if (account.isDisabled) return text("users.state.disabled");
  if (account.lockedUntil !== null && new Date(account.lockedUntil) > new Date()) {
    return text("users.state.locked", { time: formatTimestamp(account.lockedUntil) });
  }
  return text(account.mustSetPassword ? "users.state.mustSetPassword" : "users.state.active");
}
