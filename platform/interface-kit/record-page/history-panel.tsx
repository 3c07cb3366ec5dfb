import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiRequest } from "../api-request.ts";
import { useKitTexts } from "../kit-texts.ts";
import { organisationsQuery } from "../record-list/organisations.ts";
import { type FullRecord, type RecordSetDescription, recordAddress } from "../record-list/record-set.ts";
import { LoadingPanel, StatePanel } from "../state-panel.tsx";
import { formatTimestamp } from "../time-format.ts";
import { TroublePanel } from "../trouble-panel.tsx";
import { changedField, changedValue, type HistoryLine, isTold } from "./history.ts";
import styles from "./record-page.module.css";

/** 历史: 谁 何时 把 什么 从 A 改为 B, as the database wrote it. */
export function HistoryPanel(props: { readonly set: RecordSetDescription; readonly record: FullRecord }): ReactNode {
  const { text } = useKitTexts();
  const { set, record } = props;
  const history = useQuery({
    queryKey: ["history", set.id, record.id, record.version],
    queryFn: ({ signal }) =>
      apiRequest<readonly HistoryLine[]>(`${recordAddress(set.id, record.id)}/history`, { signal }),
  });
  if (history.isError) return <TroublePanel error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <LoadingPanel label={text("record.loading")} />;
  if (history.data.length === 0) return <StatePanel tone="empty" title={text("history.none")} />;
  return (
    <ol className={styles.entries}>
      {history.data.map((line) => (
        <li key={line.id} className={styles.entry}>
          <time className={styles.when} dateTime={line.at}>
            {formatTimestamp(line.at)}
          </time>
          <Line set={set} line={line} />
        </li>
      ))}
    </ol>
  );
}

function Line({ set, line }: { readonly set: RecordSetDescription; readonly line: HistoryLine }): ReactNode {
  const texts = useKitTexts();
  const { text, pick, codeText } = texts;
  const hasOrganisations = set.fields.some(({ kind }) => kind === "organisation");
  const organisations = useQuery({ ...organisationsQuery, enabled: hasOrganisations }).data ?? [];
  const names = new Map(organisations.map(({ id, nameZh, nameEn }) => [id, pick(nameZh, nameEn)]));
  const actor = line.actorId === null ? text("history.service", { name: codeText("service", line.actor) }) : line.actor;
  if (line.action !== "update") return <p>{text(`history.${line.action}`, { actor })}</p>;
  const told = line.changes.filter((change) => isTold(change, set));
  if (told.length === 0) return <p>{text("history.untold", { actor })}</p>;
  return (
    <ul>
      {told.map((change) => (
        <li key={change.field}>
          {text("history.changed", {
            actor,
            field: changedField(change, set, texts),
            from: changedValue(change.from, change, set, names, texts),
            to: changedValue(change.to, change, set, names, texts),
          })}
        </li>
      ))}
    </ul>
  );
}
