import { redactText, redactValue } from "./redact.ts";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Plain values beside the message; an error under `error`. Secrets and what names a person are left out of them. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One line of the log. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** Where lines go. It never throws: what is logged must not fail for the log. */
export interface LogSink {
  write(entry: LogEntry): void;
  close(): void;
}

/** What the program does and what fails in it, for who keeps it running. Messages are English and name no person. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  close(): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly sinks: readonly LogSink[];
  readonly now?: () => Date;
}

export function createLog({ level, sinks, now = () => new Date() }: LogOptions): Log {
  const lowest = logLevels.indexOf(level);
  const at = (entryLevel: LogLevel) => {
    if (logLevels.indexOf(entryLevel) < lowest) return () => undefined;
    return (message: string, fields: LogFields = {}) => {
      const entry: LogEntry = {
        time: now().toISOString(),
        level: entryLevel,
        message: redactText(message),
        fields: redactValue(fields) as LogFields,
      };
      for (const sink of sinks) sink.write(entry);
    };
  };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    close: () => {
      for (const sink of sinks) sink.close();
    },
  };
}

/** Keeps nothing: for tests and programs that tell what happens otherwise. */
export const silentLog: Log = createLog({ level: "error", sinks: [] });

/** One line of JSON. */
export function asJsonLine({ time, level, message, fields }: LogEntry): string {
  return `${JSON.stringify({ time, level, message, ...fields })}\n`;
}
