import { asJsonLine, type LogEntry, type LogLevel, type LogSink } from "./log.ts";

export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const LEVEL_WORDS: Readonly<Record<LogLevel, string>> = { debug: "调试", info: "信息", warn: "警告", error: "错误" };

/** Lines for a reader where the stream is a terminal, lines of JSON for a program elsewhere (a service's journal). */
export function terminalSink(stream: LogStream): LogSink {
  return {
    write: (entry) => stream.write(stream.isTTY === true ? asReadableLine(entry) : asJsonLine(entry)),
    close: () => undefined,
  };
}

function asReadableLine({ time, level, message, fields }: LogEntry): string {
  const clock = new Date(time).toLocaleTimeString("sv-SE");
  const { error, ...rest } = fields;
  const words = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const stack = error === undefined ? "" : `\n${indented(error)}`;
  return `${clock} ${LEVEL_WORDS[level]} ${[message, ...words].join("  ")}${stack}\n`;
}

function indented(error: unknown): string {
  const text =
    typeof error === "object" && error !== null && "stack" in error ? String(error.stack) : JSON.stringify(error);
  return text.replaceAll(/^/gm, "    ");
}
