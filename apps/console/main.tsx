import "./schema-settings.ts";

import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { prepareSurveyScreen } from "#contexts/erosion-assessment/console";
import { Console } from "./console.tsx";
import { createLanguages, firstLanguage, rememberedLanguage } from "./languages.ts";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");

const languages = createLanguages(firstLanguage(window.location.search, rememberedLanguage()));
const queries = new QueryClient({
  // "always": a machine without any network still reaches its own server, which the browser's idea of being online denies.
  defaultOptions: { queries: { refetchOnWindowFocus: false, networkMode: "always" } },
});

// Rendering an empty screen first costs 0.2 s where a processor is slow, while the answers are most often there already; of
// slow ones the screen itself says that they are under way.
const longestWait = 200;
const prepared = prepareSurveyScreen(queries, window.location.search);
await Promise.race([prepared, new Promise((resolve) => setTimeout(resolve, longestWait))]);

createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={languages}>
      <Console queries={queries} />
    </I18nextProvider>
  </StrictMode>,
);
