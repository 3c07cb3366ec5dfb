import type { ReactNode } from "react";
import { Icon, usePageTitle, usePermissions, useSession } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { menuFor } from "../menu.ts";
import styles from "./home.module.css";

/** 工作台: what waits for this person, and the ways to everything else. */
export default function HomePage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("menu.home"));
  const session = useSession();
  const groups = menuFor(usePermissions()).filter((group) => group.id !== "home");
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{text("home.greeting", { name: session?.user.displayName ?? "" })}</h1>
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
    </div>
  );
}
