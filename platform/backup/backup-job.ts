import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { clearInterrupted } from "#platform/files";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { backUp } from "./back-up.ts";
import type { OutsideContents } from "./outside-contents.ts";

export interface BackupJobOptions {
  readonly dataFolder: string;
  /** Attachments in a bucket, which are listed and not copied. */
  readonly outside?: OutsideContents | null;
  /** Where backups lie, each under its day. Default the folder `backups` of the data folder. */
  readonly folder?: string;
  /** `HH:MM` in the jobs' time zone. Default 02:30. */
  readonly dailyAt?: string;
  /** How many are kept. Default 14. */
  readonly kept?: number;
  /** Whose day it is. Default Asia/Shanghai. */
  readonly timeZone?: string;
  readonly now?: () => Date;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A backup each night, through the running server's own database. */
export function createBackupJob(options: BackupJobOptions): JobDefinition {
  const {
    dataFolder,
    outside = null,
    dailyAt = "02:30",
    kept = 14,
    timeZone = "Asia/Shanghai",
    now = () => new Date(),
  } = options;
  const backups = options.folder ?? join(dataFolder, "backups");
  return defineJob({
    kind: "backup-daily",
    titleZh: "每日备份",
    titleEn: "Daily backup",
    input: z.object({}),
    retry: { limit: 2, delaySeconds: 600 },
    dailyAt,
    run: async ({ database, report, signal }) => {
      const day = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now());
      await mkdir(backups, { recursive: true, mode: 0o700 });
      await clearLeftovers(backups);
      const {
        databaseSha256,
        tables,
        files,
        outside: listing,
        auditTrail,
      } = await backUp({
        database,
        dataFolder,
        outside,
        to: join(backups, day),
        files: "link",
        signal,
        onStep: (step) => report(0, step),
      });
      const removed = await removeOldest(backups, kept);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      return {
        day,
        databaseSha256,
        rows,
        files: files.count,
        bytes: files.bytes,
        outside: listing,
        fault: auditTrail?.fault ?? null,
        removed,
      };
    },
  });
}

/** Of nights whose process was ended. */
async function clearLeftovers(backups: string): Promise<void> {
  const days = (await readdir(backups)).map((name) => name.replace(/\.(partial|previous)-\d+$/, ""));
  for (const day of new Set(days)) if (DAY.test(day)) await clearInterrupted(join(backups, day));
}

async function removeOldest(backups: string, kept: number): Promise<readonly string[]> {
  const days = (await readdir(backups)).filter((name) => DAY.test(name)).sort();
  const old = days.slice(0, Math.max(0, days.length - kept));
  for (const day of old) await rm(join(backups, day), { recursive: true });
  return old;
}
