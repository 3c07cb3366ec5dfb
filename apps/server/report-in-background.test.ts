import { expect, test } from "vitest";
import { TerraceError } from "#errors";
import { createLog, type LogEntry } from "#platform/observability";
import { reportInBackground } from "./report-in-background.ts";

test("a database that is away fills no log, and hides no other failure", () => {
  const entries: LogEntry[] = [];
  const sink = { write: (entry: LogEntry) => entries.push(entry), close: () => undefined };
  let milliseconds = 0;
  const report = reportInBackground(createLog({ level: "debug", sinks: [sink] }), () => milliseconds);
  const away = new TerraceError({ code: "database-unavailable", userMessage: "数据库连不上", message: "refused" });
  for (; milliseconds < 150_000; milliseconds += 500) report(away);
  report(new Error("a bug"));
  expect(entries.map(({ level, fields }) => [level, fields.untold])).toEqual([
    ["warn", 0],
    ["warn", 119],
    ["warn", 119],
    ["error", undefined],
  ]);
  expect(entries[0]?.fields.reason).toBe("refused");
});
