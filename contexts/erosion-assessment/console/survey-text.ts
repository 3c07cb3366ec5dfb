import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

/** The texts of these screens by language, for the set-up of i18next in the console. */
export const surveyTexts = { "zh-CN": chinese, en } as const;
export const surveyNamespace = "survey";

export type SurveyTextKey = keyof typeof chinese;
export type SurveyText = (key: SurveyTextKey, values?: Readonly<Record<string, string | number>>) => string;

export interface SurveyLanguage {
  readonly text: SurveyText;
  readonly language: string;
  readonly isChinese: boolean;
  /** The text of a code that came from the server, or the code itself where it has no text yet. */
  readonly codeText: (group: "confidence" | "alignment" | "role" | "stage", code: string) => string;
  /** The right one of a pair that came from the server. */
  readonly pick: (zh: string, en: string) => string;
}

export function useSurveyLanguage(): SurveyLanguage {
  const { t, i18n } = useTranslation(surveyNamespace);
  const language = i18n.resolvedLanguage ?? "zh-CN";
  return useMemo(() => {
    const isChinese = language.startsWith("zh");
    return {
      text: (key, values) => t(key, { ...values }),
      language,
      isChinese,
      codeText: (group, code) =>
        i18n.exists(`${group}.${code}`, { ns: surveyNamespace }) ? t(`${group}.${code}`) : code,
      pick: (zh, english) => (isChinese ? zh : english),
    };
  }, [t, i18n, language]);
}
