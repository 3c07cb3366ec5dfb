import { TerraceError } from "#errors";

/** An expected failure of a named file: what it says of it, and what to do. */
export function attachmentError(
  code: string,
  fileName: string,
  zh: string,
  en: string,
  details: Readonly<Record<string, unknown>> = {},
): TerraceError {
  return new TerraceError({
    code,
    userMessage: `“${fileName}”：${zh}`,
    message: `“${fileName}”: ${en}`,
    details: { fileName, ...details },
  });
}
