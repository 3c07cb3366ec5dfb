import { type TermId, terms } from "./terms.gen.ts";

export type { TermId };

/** The two languages of the screens; Chinese comes first. */
export type Locale = "zh-CN" | "en";

/** What the glossary holds of a term for programs; definitions are in the handbook. */
export interface Term {
  readonly zh: string;
  readonly en: string;
  readonly symbol?: string;
  readonly unit?: string;
}

export function termOf(id: TermId): Term {
  return terms[id];
}

/** The name of a term on screen and in documents. */
export function termLabel(id: TermId, locale: Locale): string {
  const { zh, en } = termOf(id);
  return locale === "en" ? en : zh;
}
