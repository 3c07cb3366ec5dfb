import type { i18n } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export interface Texts<Key extends string> {
  readonly text: (key: Key, values?: Readonly<Record<string, string | number>>) => string;
  /** The text of a code that came from the server, or the code itself where it has no text yet. */
  readonly codeText: (prefix: string, code: string) => string;
  readonly language: string;
  readonly isChinese: boolean;
  /** The right one of a pair that came from the server; the other where one is empty. */
  readonly pick: (zh: string, en: string) => string;
}

/**
 * A hook that gives the texts of one folder in the chosen language. The texts are made known to i18next at first use, so
 * that those of a page that is never opened are never loaded.
 */
export function createTexts<Key extends string>(
  namespace: string,
  texts: { readonly "zh-CN": Readonly<Record<Key, string>>; readonly en: Readonly<Record<Key, string>> },
): () => Texts<Key> {
  return function useTexts(): Texts<Key> {
    const { i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? "zh-CN";
    makeKnown(i18n, namespace, texts);
    return useMemo(() => {
      const translate = (key: string, values?: object): string =>
        i18n.t(key, { ...values, lng: language, ns: namespace });
      const isChinese = language.startsWith("zh");
      return {
        text: (key, values) => translate(key, { ...values }),
        codeText: (prefix, code) =>
          i18n.exists(`${prefix}.${code}`, { ns: namespace }) ? translate(`${prefix}.${code}`) : code,
        language,
        isChinese,
        pick: (zh, en) => (isChinese ? zh || en : en || zh),
      };
    }, [i18n, language]);
  };
}

function makeKnown(languages: i18n, namespace: string, texts: Readonly<Record<string, Readonly<object>>>): void {
  for (const [language, bundle] of Object.entries(texts)) {
    if (!languages.hasResourceBundle(language, namespace)) languages.addResourceBundle(language, namespace, bundle);
  }
}
