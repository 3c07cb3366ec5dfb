import "./schema-settings.ts";

import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { followLinksInPlace, isWorthAskingAgain } from "#platform/interface-kit";
import { Console } from "./console.tsx";
import { createLanguages, firstLanguage, rememberedLanguage } from "./languages.ts";
import { sessionQuery } from "./session-query.ts";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");

const languages = createLanguages(firstLanguage(window.location.search, rememberedLanguage()));
const queries = new QueryClient({
  defaultOptions: {
    // "always": a machine without any network still reaches its own server, which the browser's idea of being online denies.
    queries: { refetchOnWindowFocus: false, networkMode: "always", retry: isWorthAskingAgain },
    mutations: { networkMode: "always" },
  },
});

followLinksInPlace();
void prepare().then(() =>
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={languages}>
        <Console queries={queries} />
      </I18nextProvider>
    </StrictMode>,
  ),
);

/**
 * Rendering an empty screen first costs 0.2 s where a processor is slow, while the answers are most often there already; of
 * slow ones the screen itself says that they are under way.
 */
async function prepare(): Promise<void> {
  const longestWait = 200;
  const asked = [queries.prefetchQuery(sessionQuery), prepareSurveys()];
  await Promise.race([Promise.allSettled(asked), new Promise((resolve) => setTimeout(resolve, longestWait))]);
}

/** Of a server without sign-in the surveys are the first page. */
async function prepareSurveys(): Promise<void> {
  const { pathname, search } = window.location;
  if (pathname === "/") {
    const session = await queries.fetchQuery(sessionQuery);
    if (!session?.isViewer) return;
  } else if (pathname !== "/surveys") return;
  const { prepareSurveyScreen } = await import("#contexts/erosion-assessment/console");
  await prepareSurveyScreen(queries, search);
}
