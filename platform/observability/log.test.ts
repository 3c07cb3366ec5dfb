import { expect, test } from "vitest";
import { createLog, type LogEntry, logLevels, terminalSink } from "./index.ts";

function collected() {
  const entries: LogEntry[] = [];
  return { entries, sink: { write: (entry: LogEntry) => entries.push(entry), close: () => undefined } };
}

test.each(logLevels)("from the level %s on lines are written, below it none", (level) => {
  const { entries, sink } = collected();
  const log = createLog({ level, sinks: [sink] });
  for (const each of logLevels) log[each]("line");
  expect(entries.map((entry) => entry.level)).toEqual(logLevels.slice(logLevels.indexOf(level)));
});

test("a line has its moment in UTC and goes to every sink", () => {
  const [first, second] = [collected(), collected()];
  const now = () => new Date("2026-11-24T16:00:00+08:00");
  createLog({ level: "info", sinks: [first.sink, second.sink], now }).info("started", { port: 8068 });
  const expected = { time: "2026-11-24T08:00:00.000Z", level: "info", message: "started", fields: { port: 8068 } };
  expect(first.entries).toEqual([expected]);
  expect(second.entries).toEqual([expected]);
});

test("closing the log closes its sinks", () => {
  let closed = 0;
  const sink = { write: () => undefined, close: () => closed++ };
  createLog({ level: "info", sinks: [sink, sink] }).close();
  expect(closed).toBe(2);
});

function stream(isTTY: boolean) {
  const texts: string[] = [];
  return { isTTY, write: (text: string) => texts.push(text), text: () => texts.join("") };
}

test("a service's journal gets one line of JSON for each entry, however many lines the error has", () => {
  const journal = stream(false);
  createLog({ level: "info", sinks: [terminalSink(journal)] }).error("it failed", { error: new Error("one\ntwo") });
  expect(journal.text().trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(journal.text())).toMatchObject({ level: "error", message: "it failed", error: { name: "Error" } });
});

test("a person at a terminal reads words, and the stack below them", () => {
  const terminal = stream(true);
  createLog({ level: "info", sinks: [terminalSink(terminal)] }).warn("slow", { seconds: 3, error: new Error("why") });
  expect(terminal.text()).toMatch(/^\d\d:\d\d:\d\d 警告 slow {2}seconds=3\n {4}Error: why\n/);
});
