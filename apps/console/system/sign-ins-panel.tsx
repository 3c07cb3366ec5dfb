import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  apiRequest,
  DraftInput,
  dash,
  type FigureColumn,
  FiguresTable,
  formatTimestamp,
  LoadingPanel,
  StatePanel,
  TroublePanel,
  useAddressQuery,
} from "#platform/interface-kit";
import { type ConsoleTexts, useConsoleTexts } from "../console-texts.ts";
import { changesQueryOf, DayFilters, writeAuditAddress } from "./audit-filters.tsx";
import { PageSteps } from "./page-steps.tsx";
import styles from "./system.module.css";

interface SignInEvent {
  readonly id: number;
  readonly at: string;
  readonly name: string;
  readonly person: { readonly id: string; readonly displayName: string } | null;
  readonly outcome: string;
  readonly address: string;
  readonly agent: string;
}

/** 登录日志: who came in, who did not, and from where. */
export function SignInsPanel(): ReactNode {
  const texts = useConsoleTexts();
  const { text, language } = texts;
  const address = new URLSearchParams(useAddressQuery());
  const query = changesQueryOf(address, ["name", "from", "to"]);
  const events = useQuery({
    queryKey: ["audit-sign-ins", query],
    queryFn: ({ signal }) =>
      apiRequest<{ events: readonly SignInEvent[]; count: number }>(`/api/audit/sign-ins?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className={styles.filters}>
        <DraftInput
          label={text("signIn.name")}
          placeholder={text("signIn.name")}
          isSearch
          value={address.get("name") ?? ""}
          onCommit={(name) => writeAuditAddress({ name: name.trim() })}
        />
        <DayFilters address={address} />
      </div>
      {events.isError ? (
        <TroublePanel error={events.error} onRetry={() => void events.refetch()} />
      ) : !events.data ? (
        <LoadingPanel label={text("page.loading")} />
      ) : events.data.events.length === 0 ? (
        <StatePanel tone="empty" title={text("audit.none")} />
      ) : (
        <>
          <FiguresTable<SignInEvent>
            caption={text("audit.tab.sign-ins")}
            columns={columnsOf(texts)}
            rows={events.data.events}
            rowKey={(event) => String(event.id)}
            language={language}
          />
          <PageSteps page={Number(address.get("page") ?? 1) || 1} perPage={50} count={events.data.count} />
        </>
      )}
    </>
  );
}

function columnsOf({ text, codeText }: ConsoleTexts): FigureColumn<SignInEvent>[] {
  return [
    {
      key: "at",
      title: text("audit.at"),
      isRowHeader: true,
      align: "start",
      cell: (event) => formatTimestamp(event.at),
    },
    { key: "name", title: text("signIn.name"), align: "start", cell: (event) => event.name },
    {
      key: "person",
      title: text("setUp.displayName"),
      align: "start",
      cell: (event) => event.person?.displayName ?? dash,
    },
    {
      key: "outcome",
      title: text("audit.outcome"),
      align: "start",
      cell: (event) => codeText("outcome", event.outcome),
    },
    { key: "address", title: text("audit.address"), align: "start", cell: (event) => event.address || dash },
  ];
}
