import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog, type LogEntry } from "./index.ts";
import { asJsonLine } from "./log.ts";

/** The lines that a program writes with these fields. */
function lineOf(message: string, fields: Record<string, unknown>): string {
  const lines: string[] = [];
  const sink = { write: (entry: LogEntry) => lines.push(asJsonLine(entry)), close: () => undefined };
  createLog({ level: "debug", sinks: [sink] }).info(message, fields);
  return lines.join("");
}

/** Twenty characters or more of those that tokens, keys and passwords are made of: none occurs in a line by chance. */
const secret = fc.stringMatching(/^[A-Za-z0-9_-]{20,40}$/).filter((text) => !text.startsWith("-"));
const secretName = fc.constantFrom(
  "password",
  "newPassword",
  "passwd",
  "Authorization",
  "cookie",
  "Set-Cookie",
  "token",
  "setup_token",
  "clientSecret",
  "apiKey",
  "api-key",
  "privateKey",
  "credential",
  "sessionId",
  "totp",
  "otp",
);

/** The secret somewhere inside lists and records, under a name that says what it is. */
const holder = fc
  .tuple(secret, secretName, fc.array(fc.constantFrom("list", "request", "details"), { maxLength: 6 }))
  .map(([value, name, around]) => {
    let held: unknown = { [name]: value, beside: 1 };
    for (const each of around) held = each === "list" ? [held] : { [each]: held };
    return { value, fields: { held } };
  });

test("a secret under its own name is in no line, however deep it lies", () => {
  fc.assert(
    fc.property(holder, ({ value, fields }) => {
      expect(lineOf("something happened", fields)).not.toContain(value);
    }),
  );
});

const written = fc.tuple(
  secret,
  fc.constantFrom<(text: string) => string>(
    (text) => `postgres://terrace:${text}@db:5432/terrace`,
    (text) => `Authorization: Bearer ${text}`,
    (text) => `cookie: theme=dark; terrace_session=${text}; lang=zh`,
    (text) => `{"password":"${text}"}`,
    (text) => `{"password":"two words ${text}"}`,
    (text) => `password='two words ${text}'`,
    (text) => `GET /setup?token=${text}&x=1`,
    (text) => `https://t0.tianditu.gov.cn/img_w/wmts?x=1&tk=${text}`,
    (text) => `api_key = ${text}, retrying`,
    (text) => `trk_${text} was refused`,
    (text) => `{\\"clientSecret\\":\\"${text}\\"}`,
  ),
  fc.constantFrom("message", "field", "error", "cause"),
);

test("a secret inside a text is in no line: not in the message, a field, an error, its stack or its cause", () => {
  fc.assert(
    fc.property(written, ([value, shape, place]) => {
      const text = shape(value);
      const line =
        place === "message"
          ? lineOf(text, {})
          : lineOf("it failed", {
              found:
                place === "field"
                  ? text
                  : place === "error"
                    ? new Error(text)
                    : new Error("outer", { cause: new Error(text) }),
            });
      expect(line).not.toContain(value);
    }),
    { numRuns: 500 },
  );
});

const personal = fc.constantFrom("13812345678", "+86 13812345678", "37068619900307123X", "li.si@example.cn");

test("numbers of people and addresses of mail are in no line, whatever stands around them", () => {
  const around = fc.constantFrom("", " ", "“", "：", "(", ",", "。", ". ", "电话");
  fc.assert(
    fc.property(personal, around, around, (value, before, after) => {
      const line = lineOf(`值${before}${value}${after}有误`, { detail: `${before}${value}${after}` });
      expect(line).not.toContain(value);
    }),
  );
});

test("ids and hashes stay whole, so that lines of one request are found", () => {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(fc.uuid(), hash, (id, sha256) => {
      expect(JSON.parse(lineOf("request", { requestId: id, sha256 }))).toMatchObject({ requestId: id, sha256 });
    }),
    { numRuns: 5000 },
  );
});

test("what is not secret stays as it was", () => {
  const fields = {
    requestId: "0b9f7c1e-2a44-4b6e-9e0a-1f5f0a8f2b11",
    route: "/api/record-sets/:set/records",
    status: 503,
    milliseconds: 17,
    moment: "2026-11-24T00:10:20.000Z",
    codes: ["370686", "370682000000"],
    nothing: null,
    isOpen: true,
  };
  expect(JSON.parse(lineOf("request", fields))).toMatchObject({ message: "request", ...fields });
});
