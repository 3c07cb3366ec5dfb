import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import english from "antd/locale/en_US";
import chinese from "antd/locale/zh_CN";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { SurveyPage } from "#contexts/erosion-assessment/console";
import { consoleTheme, StatePanel, useAddressPath } from "#platform/interface-kit";
import { ConsoleFrame } from "./console-frame.tsx";
import { CrashBoundary } from "./crash-boundary.tsx";

/** The desktop console: theme, language, data and the page that the address names. */
export function Console({ queries }: { readonly queries: QueryClient }): ReactNode {
  const { t, i18n } = useTranslation("console");
  const language = i18n.resolvedLanguage ?? "zh-CN";
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t("title");
  }, [language, t]);
  return (
    <ConfigProvider
      theme={consoleTheme}
      locale={language === "en" ? english : chinese}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queries}>
        <CrashBoundary>
          <Page />
        </CrashBoundary>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

function Page(): ReactNode {
  const path = useAddressPath();
  if (path === "/" || path === "/index.html") return <SurveyPage frame={(parts) => <ConsoleFrame {...parts} />} />;
  return <ConsoleFrame tools={null} content={<NotFound path={path} />} />;
}

function NotFound({ path }: { readonly path: string }): ReactNode {
  const { t } = useTranslation("console");
  return (
    <StatePanel tone="empty" title={t("notFound.title")}>
      <p>{t("notFound.text", { path })}</p>
      <p>
        <a href="/">{t("notFound.open")}</a>
      </p>
    </StatePanel>
  );
}
