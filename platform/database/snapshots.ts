import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Database, openDatabase } from "./database.ts";
import { EMBEDDED_FOLDER } from "./embedded-folder.ts";
import { embeddedVersions } from "./embedded-postgis.ts";
import { type Migration, migrate } from "./migrations.ts";

/**
 * The archive of an embedded database with PostGIS and these migrations and no rows but theirs, from which a new one starts in a
 * third of the time; null where none has been made. It holds for this version of the database and these texts, no others.
 */
export function findSnapshot(migrations: readonly Migration[]): string | null {
  const path = snapshotPath(migrations);
  return existsSync(path) ? path : null;
}

/**
 * Makes the snapshot where it is not there, by way of the one without migrations.
 * @returns its path
 */
export async function ensureSnapshot(migrations: readonly Migration[]): Promise<string> {
  const path = snapshotPath(migrations);
  if (existsSync(path)) return path;
  const template = migrations.length === 0 ? null : await ensureSnapshot([]);
  const database = await openDatabase({ directory: null, ...(template === null ? {} : { template }) });
  try {
    await migrate(database, migrations);
    await keep(database, path);
  } finally {
    await database.close();
  }
  return path;
}

async function keep(database: Database, path: string): Promise<void> {
  if (database.dump === null) throw new Error("Only an embedded database has a snapshot");
  await mkdir(EMBEDDED_FOLDER, { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await database.dump(partial);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}

function snapshotPath(migrations: readonly Migration[]): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(embeddedVersions()));
  for (const { module, name, sha256 } of migrations) hash.update(`${module}/${name}=${sha256};`);
  return join(EMBEDDED_FOLDER, `${hash.digest("hex").slice(0, 16)}.tar`);
}
