import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useContext } from "react";
import { Icon, LoadingPanel, recordSetsQuery, usePageTitle, usePermissions, useSession } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { ConsolePagesContext, menuFor } from "../menu.ts";
import styles from "./home.module.css";
import { NoticesPanel } from "./notices.tsx";
import { WorkItemsPanel } from "./work-items.tsx";

const PlanSummary = lazy(async () => ({ default: (await import("#contexts/action-plan/console")).PlanSummary }));

/** 工作台: what waits for this person, how the plan stands, and the ways to everything else. */
export default function HomePage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("menu.home"));
  const session = useSession();
  const mayUse = usePermissions();
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{text("home.greeting", { name: session?.user.displayName ?? "" })}</h1>
      <WorkItemsPanel />
      <NoticesPanel />
      {mayUse("plan.view") ? (
        <Suspense fallback={<LoadingPanel label={text("page.loading")} />}>
          <PlanSummary />
        </Suspense>
      ) : null}
      <Places />
    </div>
  );
}

function Places(): ReactNode {
  const { text } = useConsoleTexts();
  const hasRecordSets = useQuery(recordSetsQuery).data?.length !== 0;
  const pages = useContext(ConsolePagesContext);
  const groups = menuFor(pages, usePermissions(), { hasRecordSets, isViewer: false }).filter(
    (group) => group.id !== "home",
  );
  if (groups.length === 0) return <p className={styles.quiet}>{text("home.nothing")}</p>;
  return (
    <section className={styles.section} aria-labelledby="home-places">
      <h2 id="home-places" className={styles.heading}>
        {text("home.places")}
      </h2>
      <ul className={styles.places}>
        {groups.flatMap((group) =>
          group.pages.map((page) => (
            <li key={page.path}>
              <a className={styles.place} href={page.path}>
                <Icon name={group.icon} size={20} />
                {text(page.labelKey)}
              </a>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
