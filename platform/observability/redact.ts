/** Names of fields whose value is never written, whatever it is. */
const SECRET_NAME =
  /pass(word|wd|phrase)|secret|token|cookie|authorization|credential|api[-_]?key|private[-_]?key|session|^otp$|totp/i;
/** Names of fields that hold who somebody is. */
const PERSONAL_NAME =
  /^(user|display|real|full)[-_]?name$|phone|mobile|e?mail|address$|id[-_]?card|identity[-_]?number/i;

const HIDDEN = "***";

/** What in a text is a secret or names a person, each with what is written in its place. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  // postgres://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  [/\b(set-cookie|cookie|authorization)(["']?\s*[:=]\s*["']?)[^"'\n\r]+/gi, `$1$2${HIDDEN}`],
  [
    /([\w-]*(?:password|passwd|secret|token|otp|session|api[-_]?key|tk)["']?\s*[=:]\s*["']?)(?!\*\*\*)[^\s"'&,;)}]+/gi,
    `$1${HIDDEN}`,
  ],
  // PostgreSQL's detail of a violated constraint quotes the row: Key (name)=(…), Failing row contains (…)
  [/(Key \([^)]*\)=)\((?:[^()]|\([^()]*\))*\)/g, `$1(${HIDDEN})`],
  [/(Failing row contains )\(.*\)/g, `$1(${HIDDEN})`],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, HIDDEN],
  // Identity numbers of residents (GB 11643) before mobile numbers, which they may contain.
  [/(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/g, HIDDEN],
  [/(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d{9}(?![\d.])/g, HIDDEN],
];

/** The text without secrets and without what names a person. */
export function redactText(text: string): string {
  return IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** The value as it may be written: plain JSON, cut where it is deep. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return String(value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return undefined;
  if (depth >= DEEPEST) return "…";
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.slice(0, LONGEST).map((each) => redactValue(each, depth + 1));
  const entries = Object.entries(value).slice(0, LONGEST);
  return Object.fromEntries(entries.map(([name, each]) => [name, redactField(name, each, depth)]));
}

const DEEPEST = 5;
const LONGEST = 50;

function redactField(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return value;
  return SECRET_NAME.test(name) || PERSONAL_NAME.test(name) ? HIDDEN : redactValue(value, depth + 1);
}

/** An error with its causes. Only fields that name what happened, not those that quote what somebody entered. */
function describeError(error: Error, depth: number): unknown {
  const { code, sqlState, constraint, table } = error as Error &
    Record<"code" | "sqlState" | "constraint" | "table", unknown>;
  const words = { code, sqlState, constraint, table };
  return {
    name: error.name,
    message: redactText(error.message),
    ...Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === "string" && word !== "")),
    stack: redactText(error.stack ?? ""),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
