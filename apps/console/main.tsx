import "./schema-settings.ts";

import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { Console } from "./console.tsx";
import { createLanguages, firstLanguage, rememberedLanguage } from "./languages.ts";

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no #root");

const languages = createLanguages(firstLanguage(window.location.search, rememberedLanguage()));
const queries = new QueryClient({
  // "always": a machine without any network still reaches its own server, which the browser's idea of being online denies.
  defaultOptions: { queries: { refetchOnWindowFocus: false, networkMode: "always" } },
});

createRoot(place).render(
  <StrictMode>
    <I18nextProvider i18n={languages}>
      <Console queries={queries} />
    </I18nextProvider>
  </StrictMode>,
);
