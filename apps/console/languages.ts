import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { writeAddress } from "#platform/interface-kit";
import { type Language, languages, rememberLanguage } from "./language-choice.ts";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

/**
 * Keys hold dots and are flat, so that a key found in a screen is found in the file by a plain search. Every folder brings
 * its own texts (`createTexts`) when it is first shown.
 */
export function createLanguages(language: Language): i18n {
  const made = createInstance();
  void made.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    supportedLngs: languages,
    // i18next takes a language for unknown until some texts of it are there.
    resources: { "zh-CN": { console: chinese }, en: { console: en } },
    defaultNS: "console",
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return made;
}

/** Remembers the choice and writes it in the address, so that a link opens in the language it was copied in. */
export function chooseLanguage(language: Language): void {
  rememberLanguage(language);
  writeAddress({ lang: language }, "replace");
}
