import "./schema-settings.ts";

import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { forgetEarlyAnswers } from "#platform/first-view/browser";
import { type ConsoleSession, followLinksInPlace, isWorthAskingAgain } from "#platform/interface-kit";
import { Console } from "./console.tsx";
import { openedPath } from "./console-address.ts";
import { ConsoleFrame } from "./console-frame.tsx";
import { type ConsoleRouter, createConsoleRouter } from "./console-router.tsx";
import { firstLanguage, rememberedLanguage } from "./language-choice.ts";
import { createLanguages } from "./languages.ts";
import { sessionQuery } from "./session-query.ts";

/** Rendering an empty screen first costs 0.2 s where a processor is slow, while the answers are most often there already. */
const longestWait = 200;

/**
 * Starts the console.
 *
 * @param place is filled; what stands there already is a first picture, which stays until the screen can take its place
 */
export async function openConsole(place: HTMLElement): Promise<void> {
  const languages = createLanguages(firstLanguage(window.location.search, rememberedLanguage()));
  const queries = new QueryClient({
    defaultOptions: {
      // "always": a machine without any network still reaches its own server, which the browser's idea of being online denies.
      queries: { refetchOnWindowFocus: false, networkMode: "always", retry: isWorthAskingAgain },
      mutations: { networkMode: "always" },
    },
  });
  const router = createConsoleRouter(ConsoleFrame);
  followLinksInPlace();
  const prepared = prepare(queries, router);
  if (place.hasChildNodes()) await prepared;
  // Of slow answers the screen itself says that they are under way.
  else await Promise.race([prepared, new Promise((resolve) => setTimeout(resolve, longestWait))]);
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={languages}>
        <Console queries={queries} router={router} />
      </I18nextProvider>
    </StrictMode>,
  );
}

/** Never rejects: what fails the screen meets again and tells. */
async function prepare(queries: QueryClient, router: ConsoleRouter): Promise<void> {
  await queries.prefetchQuery(sessionQuery);
  const session = queries.getQueryData(sessionQuery.queryKey);
  if (session && !session.mustSetPassword && !session.mustEnrolTotp) {
    await Promise.allSettled([router.prepare(session), prepareSurveys(queries, session)]);
  }
  forgetEarlyAnswers();
}

async function prepareSurveys(queries: QueryClient, session: ConsoleSession): Promise<void> {
  const { pathname, search } = window.location;
  if (openedPath(pathname, session.isViewer === true) !== "/surveys") return;
  const { prepareSurveyScreen } = await import("#contexts/erosion-assessment/console");
  await prepareSurveyScreen(queries, search);
}
