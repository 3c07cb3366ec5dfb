import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { asJsonLine, type LogEntry, type LogSink } from "./log.ts";

export interface FileSinkOptions {
  readonly folder: string;
  /** Files of days longer ago are removed. */
  readonly keptDays: number;
  /** A day's next file begins after this many bytes. Default 50 MB. */
  readonly fileBytes?: number;
  /** The oldest files are removed when all have more together. Default 1 GB. */
  readonly totalBytes?: number;
  /** Told once when lines cannot be written, and again after it has been possible in between. */
  readonly onFailure: (error: unknown) => void;
}

const FILE = /^terrace-(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.log$/;
const DAY_MS = 86_400_000;

/**
 * Lines of JSON in files of one UTC day each, `terrace-2026-11-24.log`, `terrace-2026-11-24.2.log` … Each line is with the system when
 * `write` returns, so that a process that is killed has lost none.
 */
export function fileSink(options: FileSinkOptions): LogSink {
  const { folder, keptDays, fileBytes = 50_000_000, totalBytes = 1_000_000_000, onFailure } = options;
  let open: { readonly day: string; readonly descriptor: number; bytes: number } | null = null;
  let isFailing = false;

  const closeFile = () => {
    if (open !== null) closeSync(open.descriptor);
    open = null;
  };
  const openFile = (day: string): NonNullable<typeof open> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = filesIn(folder);
    removeOld(folder, files, day, { keptDays, room: totalBytes - fileBytes });
    // Goes on after the newest: the numbers of those that were removed are not given again.
    for (let part = files.find((file) => file.day === day)?.part ?? 1; ; part++) {
      const descriptor = openSync(join(folder, `terrace-${day}${part === 1 ? "" : `.${part}`}.log`), "a", 0o600);
      const bytes = fstatSync(descriptor).size;
      if (bytes < fileBytes) return { day, descriptor, bytes };
      closeSync(descriptor);
    }
  };

  return {
    write: (entry: LogEntry) => {
      const day = entry.time.slice(0, 10);
      try {
        if (open !== null && (open.day !== day || open.bytes >= fileBytes)) closeFile();
        open ??= openFile(day);
        open.bytes += writeSync(open.descriptor, asJsonLine(entry));
        isFailing = false;
      } catch (error) {
        // A full disk, a folder that was removed: the program goes on, and says so elsewhere.
        if (!isFailing) onFailure(error);
        isFailing = true;
      }
    },
    close: closeFile,
  };
}

interface LogFile {
  readonly name: string;
  readonly day: string;
  readonly part: number;
}

/** The newest first. */
function filesIn(folder: string): readonly LogFile[] {
  return readdirSync(folder)
    .map((name) => ({ name, parts: FILE.exec(name) }))
    .flatMap(({ name, parts }) => (parts === null ? [] : [{ name, day: parts[1]!, part: Number(parts[2] ?? 1) }]))
    .sort((a, b) => (a.day === b.day ? b.part - a.part : a.day < b.day ? 1 : -1));
}

function removeOld(
  folder: string,
  files: readonly LogFile[],
  today: string,
  { keptDays, room }: { readonly keptDays: number; readonly room: number },
): void {
  const oldest = new Date(Date.parse(today) - keptDays * DAY_MS).toISOString().slice(0, 10);
  let bytes = 0;
  for (const { name, day } of files) {
    bytes += statSync(join(folder, name)).size;
    if (day < oldest || bytes > room) rmSync(join(folder, name), { force: true });
  }
}
