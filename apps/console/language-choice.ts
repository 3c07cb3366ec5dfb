export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

const memory = "terrace.language";

/** The address decides, then what this browser chose before, then Chinese. */
export function firstLanguage(query: string, remembered: string | null): Language {
  const asked = new URLSearchParams(query).get("lang");
  return (
    languages.find((language) => language === asked) ?? languages.find((language) => language === remembered) ?? "zh-CN"
  );
}

export function rememberedLanguage(): string | null {
  return window.localStorage.getItem(memory);
}

export function rememberLanguage(language: Language): void {
  window.localStorage.setItem(memory, language);
}
