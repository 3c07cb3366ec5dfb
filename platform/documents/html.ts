/** Markup that is already safe: made by `html` or by the functions of this folder. */
export interface Html {
  readonly markup: string;
}

export type HtmlContent = Html | string | number | readonly HtmlContent[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * A template that escapes everything put into it, unless that is itself `Html`: a file name or a division name from an
 * input can therefore never become markup.
 *
 * @example html`<p>${name}</p>`
 */
export function html(parts: TemplateStringsArray, ...contents: readonly HtmlContent[]): Html {
  const rest = contents.map((content, index) => markupOf(content) + (parts[index + 1] ?? ""));
  return { markup: (parts[0] ?? "") + rest.join("") };
}

export function markupOf(content: HtmlContent): string {
  if (content === undefined) return "";
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  if ("markup" in content) return content.markup;
  return content.map(markupOf).join("");
}
