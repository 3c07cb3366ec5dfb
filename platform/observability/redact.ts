/** Names of fields whose value is never written, whatever it is. */
const SECRET_NAME =
  /pass(word|wd|phrase)|secret|token|cookie|authorization|credential|api[-_]?key|private[-_]?key|session|^otp$|totp/i;
/** Names of fields that hold who somebody is. */
const PERSONAL_NAME =
  /^(user|display|real|full)[-_]?name$|phone|mobile|e?mail|address$|id[-_]?card|identity[-_]?number/i;

const HIDDEN = "***";

/** The end of a name that says that what follows it is a secret: `newPassword`, `tk` in an address. */
const NAMED = `(?:pass(?:word|wd|phrase)|secret|token|otp|session|api[-_]?key|private[-_]?key|tk|密码|口令|密钥)`;
/** Between name and value; JSON quotes the name, and a text that holds JSON quotes it with `\\"`. */
const ASSIGNED = String.raw`(?:\\?["'])?\s*[=:：]\s*`;

/** What in a text is a secret or names a person, each with what is written in its place. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  // postgres://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  // Our own keys of programs, wherever they stand.
  [/trk_[\w-]+/g, HIDDEN],
  [/\b(set-cookie|cookie|authorization)(\\?["']?\s*[:=]\s*\\?["']?)[^"'\n\r]+/gi, `$1$2${HIDDEN}`],
  [new RegExp(String.raw`(${NAMED}${ASSIGNED})(\\?["'])(?:(?!\2)[^\n\r])*`, "gi"), `$1$2${HIDDEN}`],
  [new RegExp(String.raw`(${NAMED}${ASSIGNED})(?!\*\*\*|\\?["'])[^\s"'&,;)}]+`, "gi"), `$1${HIDDEN}`],
  // PostgreSQL quotes what was entered: Key (name)=(…), Failing row contains (…), invalid input syntax for type integer: "…"
  [/(Key \([^)]*\)=)\((?:[^()]|\([^()]*\))*\)/g, `$1(${HIDDEN})`],
  [/(Failing row contains )\(.*\)/g, `$1(${HIDDEN})`],
  [/(invalid input (?:syntax|value) for [\w ]+: )".*"/g, `$1"${HIDDEN}"`],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, HIDDEN],
  // Identity numbers of residents (GB 11643) before mobile numbers, which they may contain.
  [/(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/g, HIDDEN],
  // Not the digits of an id in hexadecimal, nor of a fraction.
  [/(?<![\da-f]|\d\.)(?:\+?86[- ]?)?1[3-9]\d{9}(?![\da-f]|\.\d)/g, HIDDEN],
];

/** No line needs more, and the patterns take longer than in proportion to a text. */
const LONGEST_TEXT = 20_000;

/** The text without secrets and without what names a person. */
export function redactText(text: string): string {
  const whole = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), whole);
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
  const names = Object.keys(value).slice(0, LONGEST);
  return Object.fromEntries(names.map((name) => [name, redactField(name, value, depth)]));
}

const DEEPEST = 5;
const LONGEST = 50;

function redactField(name: string, holder: object, depth: number): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[name];
  } catch (error) {
    // A property that computes may fail; the line that names the first failure must not.
    return `unreadable: ${redactText(error instanceof Error ? error.message : String(error))}`;
  }
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
    ...(error instanceof AggregateError ? { errors: redactValue(error.errors, depth + 1) } : {}),
  };
}
