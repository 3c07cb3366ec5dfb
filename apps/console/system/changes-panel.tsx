import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  apiRequest,
  DraftInput,
  dash,
  formatTimestamp,
  LoadingPanel,
  StatePanel,
  TroublePanel,
  useAddressQuery,
  useKitTexts,
} from "#platform/interface-kit";
import { type ConsoleTexts, useConsoleTexts } from "../console-texts.ts";
import { changesQueryOf, DayFilters, writeAuditAddress } from "./audit-filters.tsx";
import { PageSteps } from "./page-steps.tsx";
import styles from "./system.module.css";

interface ChangeLine {
  readonly id: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly actor: string;
  readonly table: string;
  readonly recordId: string;
  readonly action: "insert" | "update" | "delete";
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}

/** 谁 何时 把 什么 从 A 改为 B, over all tables. */
export function ChangesPanel(): ReactNode {
  const { text } = useConsoleTexts();
  const address = new URLSearchParams(useAddressQuery());
  const query = changesQueryOf(address, ["table", "record", "actor", "from", "to"]);
  const changes = useQuery({
    queryKey: ["audit-changes", query],
    queryFn: ({ signal }) =>
      apiRequest<{ changes: readonly ChangeLine[]; count: number }>(`/api/audit/changes?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className={styles.filters}>
        {(["actor", "table", "record"] as const).map((key) => (
          <DraftInput
            key={key}
            label={text(`audit.filter.${key}`)}
            placeholder={text(`audit.filter.${key}`)}
            isSearch
            value={address.get(key) ?? ""}
            onCommit={(value) => writeAuditAddress({ [key]: value.trim() })}
          />
        ))}
        <DayFilters address={address} />
      </div>
      {changes.isError ? (
        <TroublePanel error={changes.error} onRetry={() => void changes.refetch()} />
      ) : !changes.data ? (
        <LoadingPanel label={text("page.loading")} />
      ) : changes.data.changes.length === 0 ? (
        <StatePanel tone="empty" title={text("audit.none")} />
      ) : (
        <>
          <ol className={styles.lines}>
            {changes.data.changes.map((line) => (
              <ChangeRow key={line.id} line={line} />
            ))}
          </ol>
          <PageSteps page={Number(address.get("page") ?? 1) || 1} perPage={50} count={changes.data.count} />
        </>
      )}
    </>
  );
}

function ChangeRow({ line }: { readonly line: ChangeLine }): ReactNode {
  const texts = useConsoleTexts();
  const { text } = texts;
  const { codeText } = useKitTexts();
  const actor = line.actorId === null ? text("audit.service", { name: codeText("service", line.actor) }) : line.actor;
  return (
    <li className={styles.line}>
      <time dateTime={line.at} className={styles.when}>
        {formatTimestamp(line.at)}
      </time>
      <div>
        <p>
          <b>{actor}</b> {text(`audit.action.${line.action}`)}{" "}
          <span className={styles.technical}>
            {line.table} · {line.recordId} · #{line.id}
          </span>
        </p>
        <ul className={styles.changeList}>
          {line.changes.map((change) => (
            <li key={change.field}>
              <span className={styles.technical}>{change.field}</span>{" "}
              {line.action === "update"
                ? text("audit.fromTo", { from: shown(change.from, texts), to: shown(change.to, texts) })
                : shown(line.action === "insert" ? change.to : change.from, texts)}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

const longest = 200;
/** A shape as the database writes it down: nobody reads it. */
const shape = /^01[0-9A-F]{40,}$/i;

function shown(value: unknown, { text }: ConsoleTexts): string {
  if (value === null || value === undefined || value === "") return dash;
  if (typeof value === "boolean") return text(value ? "audit.yes" : "audit.no");
  const words = typeof value === "string" ? value : JSON.stringify(value);
  if (shape.test(words)) return text("audit.shape");
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}
