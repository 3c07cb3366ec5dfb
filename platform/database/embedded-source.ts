import { createWorkerPool } from "#platform/worker-threads";
import type { Connection, ConnectionSource } from "./connection.ts";
import { DatabaseError } from "./database-error.ts";
import { beginDirectory, EMBEDDED_FOLDER } from "./embedded-folder.ts";
import type { EmbeddedTasks } from "./embedded-worker.ts";

export interface EmbeddedSource extends ConnectionSource {
  /** Writes the whole database as a tar archive, from which `template` opens a copy. */
  dump(path: string): Promise<void>;
}

/**
 * PostgreSQL with PostGIS in this process (PGlite), in a thread of its own. It has one connection: transactions follow one
 * another.
 * @param directory where the database is kept; null keeps it in memory
 * @param template a tar archive made by `dump`, from which a directory that is new starts
 */
export async function openEmbedded(directory: string | null, template: string | null): Promise<EmbeddedSource> {
  const pool = createWorkerPool<EmbeddedTasks>(new URL("./embedded-worker.ts", import.meta.url), 1);
  const isMade = directory === null ? null : await beginDirectory(directory);
  const isNew = directory === null || isMade !== null;
  try {
    await pool.run("open", { directory, template: isNew ? template : null, derivedFolder: EMBEDDED_FOLDER });
    await isMade?.();
  } catch (error) {
    await pool.close();
    throw error;
  }
  const connection: Connection = {
    execute: async (text, parameters) => {
      const outcome = await pool.run("execute", { text, parameters });
      if ("error" in outcome) throw new DatabaseError(outcome.error);
      return outcome.result;
    },
  };
  /** Resolves when the last one that asked for the connection has given it back. */
  let last: Promise<void> = Promise.resolve();
  let giveBack: () => void = () => undefined;
  let asked = 0;
  return {
    acquire: async () => {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      asked++;
      await before;
      giveBack = resolve;
      return connection;
    },
    release: async () => {
      asked--;
      giveBack();
    },
    counts: () => ({ busy: Math.min(asked, 1), idle: asked === 0 ? 1 : 0, waiting: Math.max(asked - 1, 0) }),
    dump: (path) => pool.run("dump", { path }).then(() => undefined),
    close: async () => {
      await last;
      await pool.run("close", null);
      await pool.close();
    },
  };
}
