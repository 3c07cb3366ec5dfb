import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./console-frame.module.css";
import { chooseLanguage } from "./languages.ts";
import logo from "./terrace.svg";

/** The top bar of every page: product, menu (only what exists), the page's own tools, language. */
export function ConsoleFrame(props: { readonly tools: ReactNode; readonly content: ReactNode }): ReactNode {
  const { t, i18n } = useTranslation("console");
  const next = i18n.resolvedLanguage === "en" ? "zh-CN" : "en";
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t("skip")}
      </a>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <img src={logo} alt="" width={24} height={24} />
          <b>{t("product")}</b>
        </span>
        <nav aria-label={t("menu")}>
          <a className={styles.item} href="/" aria-current="page">
            {t("menu.surveys")}
          </a>
        </nav>
        {props.tools}
        <Button
          lang={next}
          onClick={() => {
            chooseLanguage(next);
            void i18n.changeLanguage(next);
          }}
        >
          {t("language.name")}
        </Button>
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        <h1 className="visually-hidden">{t("menu.surveys")}</h1>
        {props.content}
      </main>
    </div>
  );
}
