import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  apiRequest,
  type Deadline,
  deadlineText,
  LoadingPanel,
  TroublePanel,
  useKitTexts,
} from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./home.module.css";

interface WorkItem {
  readonly recordSet: string;
  readonly recordId: string;
  readonly address: string;
  readonly title: string;
  readonly workflow: { readonly titleZh: string; readonly titleEn: string };
  readonly state: { readonly labelZh: string; readonly labelEn: string };
  readonly deadline: Deadline | null;
  readonly isForMyOpinion: boolean;
}

interface WorkItems {
  readonly items: readonly WorkItem[];
  readonly count: number;
  readonly overdueCount: number;
}

/** 待办: what waits for this person, the most urgent first, late ones in red. */
export function WorkItemsPanel(): ReactNode {
  const { text, pick } = useConsoleTexts();
  const kit = useKitTexts();
  const work = useQuery({
    queryKey: ["work-items"],
    queryFn: ({ signal }) => apiRequest<WorkItems>("/api/work-items?pageSize=20", { signal }),
  });
  return (
    <section className={styles.section} aria-labelledby="home-work">
      <h2 id="home-work" className={styles.heading}>
        {text("home.work")}
        {work.data ? (
          <span className={styles.count}>
            {text("home.workCount", { count: work.data.count, overdue: work.data.overdueCount })}
          </span>
        ) : null}
      </h2>
      {work.isError ? (
        <TroublePanel error={work.error} onRetry={() => void work.refetch()} />
      ) : !work.data ? (
        <LoadingPanel label={text("page.loading")} />
      ) : work.data.items.length === 0 ? (
        <p className={styles.quiet}>{text("home.noWork")}</p>
      ) : (
        <ul className={styles.items}>
          {work.data.items.map((item) => (
            <li key={`${item.recordSet} ${item.recordId}`} className={styles.work}>
              <a href={item.address}>{item.title}</a>
              <span className={styles.quiet}>
                {pick(item.workflow.titleZh, item.workflow.titleEn)} · {pick(item.state.labelZh, item.state.labelEn)}
                {item.isForMyOpinion ? ` · ${text("home.myOpinion")}` : null}
              </span>
              <span className={styles.days} data-overdue={item.deadline?.isOverdue === true}>
                {item.deadline ? deadlineText(item.deadline, kit) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
