import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useKitTexts } from "../kit-texts.ts";
import { usePageTitle } from "../page-tools.tsx";
import { LoadingPanel, StatePanel } from "../state-panel.tsx";
import { TroublePanel } from "../trouble-panel.tsx";
import styles from "./record-list.module.css";
import { recordSetsQuery } from "./record-set.ts";

/** 台账: every list that the session may open. */
export default function RecordSetsPage(): ReactNode {
  const { text, pick } = useKitTexts();
  usePageTitle(text("sets.title"));
  const sets = useQuery(recordSetsQuery);
  if (sets.isError) return <TroublePanel error={sets.error} onRetry={() => void sets.refetch()} />;
  if (!sets.data) return <LoadingPanel label={text("list.loading")} />;
  if (sets.data.length === 0) {
    return (
      <StatePanel tone="empty" title={text("sets.none.title")}>
        <p>{text("sets.none.text")}</p>
      </StatePanel>
    );
  }
  return (
    <div className={styles.sets}>
      <h1 className={styles.title}>{text("sets.title")}</h1>
      <ul className={styles.setList}>
        {sets.data.map((set) => (
          <li key={set.id}>
            <a className={styles.setLink} href={`/records/${set.id}`}>
              {pick(set.titleZh, set.titleEn)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
