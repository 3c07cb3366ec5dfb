import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import {
  Icon,
  JobsButton,
  PageToolsFrame,
  recordSetsQuery,
  useAddressPath,
  usePermissions,
  useSession,
} from "#platform/interface-kit";
import { UserMenu } from "./account/user-menu.tsx";
import { openedPath } from "./console-address.ts";
import styles from "./console-frame.module.css";
import { useConsoleTexts } from "./console-texts.ts";
import { LanguageButton } from "./language-button.tsx";
import { ConsolePagesContext, type MenuGroup, menuFor, menuPageOf } from "./menu.ts";
import { consolePages } from "./pages.ts";
import logo from "./terrace.svg";

/** Around every page: the bar and the menu; around one that fills the screen, nothing. */
export function ConsoleFrame(): ReactNode {
  const path = useAddressPath();
  if (!consolePages.some((page) => page.fillsScreen === true && page.path === path)) return <MenuFrame />;
  return (
    <main id="content">
      <Outlet />
    </main>
  );
}

/** What stays around most pages: the bar with the pages of the group and the page's own tools, and the menu at the left. */
function MenuFrame(): ReactNode {
  const { text } = useConsoleTexts();
  const mayUse = usePermissions();
  const path = useAddressPath();
  const session = useSession();
  const isViewer = session?.isViewer === true;
  const hasRecordSets = useQuery(recordSetsQuery).data?.length !== 0;
  const groups = menuFor(consolePages, mayUse, { hasRecordSets, isViewer });
  const current = menuPageOf(consolePages, openedPath(path, isViewer));
  const group = groups.find((candidate) => candidate.id === current?.group);
  const content = useRef<HTMLElement>(null);
  const lastPath = useRef(path);
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    // A new page is read from its beginning, by a screen reader as well.
    content.current?.focus({ preventScroll: true });
    content.current?.scrollTo(0, 0);
  }, [path]);

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {text("skip")}
      </a>
      <PageToolsFrame
        className={styles.tools}
        bar={(tools) => (
          <header className={styles.bar}>
            <a className={styles.brand} href="/">
              <img src={logo} alt="" width={24} height={24} />
              <b>{text("product")}</b>
            </a>
            {group ? (
              <nav className={styles.pages} aria-label={text("menu.pages", { group: text(`menu.group.${group.id}`) })}>
                {group.pages.map((page) => (
                  <a
                    key={page.path}
                    className={styles.item}
                    href={page.path}
                    aria-current={page.path === current?.path ? "page" : undefined}
                  >
                    {page.icon ? <Icon name={page.icon} /> : null}
                    {text(page.labelKey)}
                  </a>
                ))}
              </nav>
            ) : null}
            {tools}
            <div className={styles.own}>
              {session?.awaitsSetUp ? (
                <span className={styles.notice} title={text("signIn.notSetUp")}>
                  {text("signIn.notSetUp.short")}
                </span>
              ) : null}
              {isViewer ? null : <JobsButton />}
              <LanguageButton />
              {isViewer ? null : <UserMenu />}
            </div>
          </header>
        )}
      >
        <div className={styles.body}>
          <MenuRail groups={groups} chosen={current?.group} />
          <main id="content" ref={content} className={styles.content} tabIndex={-1}>
            <ConsolePagesContext value={consolePages}>
              <Outlet />
            </ConsolePagesContext>
          </main>
        </div>
      </PageToolsFrame>
    </div>
  );
}

function MenuRail(props: { readonly groups: readonly MenuGroup[]; readonly chosen: string | undefined }): ReactNode {
  const { text } = useConsoleTexts();
  return (
    <nav className={styles.rail} aria-label={text("menu")}>
      {props.groups.map((group) => (
        <a
          key={group.id}
          className={styles.group}
          href={group.pages[0]?.path}
          aria-current={group.id === props.chosen ? "true" : undefined}
        >
          <Icon name={group.icon} size={20} />
          {text(`menu.group.${group.id}`)}
        </a>
      ))}
    </nav>
  );
}
