import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase, type SampleMigrations, sampleDataFolder, sampleMigrations } from "#fixtures/backup-samples";
import { type ObjectStoreServer, openObjectStoreServer } from "#fixtures/object-store";
import { testDatabases } from "#fixtures/test-database";
import { createBucketStore, type OutsideStore } from "#platform/attachments";
import { type Database, openDatabase } from "#platform/database";
import { backUp, missingOutside, restoreBackup, verifyBackup } from "./index.ts";

describe.each(testDatabases())("attachments in a bucket, backed up from the $name database", ({ name: kind, open }) => {
  let source: Database;
  let migrations: SampleMigrations;
  let folder: string;
  let dataFolder: string;
  let server: ObjectStoreServer;
  let bucket: OutsideStore;
  const contents = ["甲", "乙", "丙"].map((words) => ({
    words,
    sha256: createHash("sha256").update(words).digest("hex"),
  }));
  beforeAll(async () => {
    migrations = await sampleMigrations();
    folder = await mkdtemp(join(tmpdir(), "terrace-backup-outside-"));
    dataFolder = await sampleDataFolder();
    source = await open(migrations.earlier.slice(-2));
    server = await openObjectStoreServer();
    bucket = await createBucketStore(server.settings);
    for (const { words, sha256 } of contents) {
      const path = join(folder, sha256);
      await writeFile(path, words);
      await bucket.put(path, sha256);
    }
  });
  afterAll(async () => {
    await source.close();
    bucket.close();
    await server.close();
    await Promise.all([folder, dataFolder].map((each) => rm(each, { recursive: true })));
  });

  async function missingOf(backup: string): Promise<string[]> {
    const missing: string[] = [];
    for await (const { sha256 } of missingOutside(backup, bucket)) missing.push(sha256);
    return missing;
  }

  test("are listed with their place and not copied; a changed list is noticed; what is lost since then is named", async () => {
    const to = join(folder, "backup");
    const manifest = await backUp({ database: source, dataFolder, outside: bucket, to, files: "copy" });
    expect(manifest.outside).toMatchObject({ description: bucket.description, listed: { count: 3, bytes: 9 } });
    const lines = (await readFile(join(to, "outside.ndjson"), "utf8")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).sha256)).toEqual(contents.map(({ sha256 }) => sha256).sort());
    expect(manifest.files.count).toBe(2);
    expect(await verifyBackup(to)).toEqual(manifest);
    expect(await missingOf(to)).toEqual([]);

    const { location, remove } = await emptyDatabase(kind, null);
    const into = join(folder, "restored");
    const restored = await restoreBackup({
      from: to,
      open: () => openDatabase(location),
      dataFolder: into,
      migrations: migrations.earlier,
    });
    expect(restored.outside).toEqual(manifest.outside);
    await remove();

    const lost = contents[1]?.sha256 ?? "";
    server.objects.delete(`attachments/${lost.slice(0, 2)}/${lost.slice(2, 4)}/${lost}`);
    expect(await missingOf(to)).toEqual([lost]);
    await appendFile(join(to, "outside.ndjson"), `{"sha256":"${lost}","bytes":1}\n`);
    await expect(verifyBackup(to)).rejects.toMatchObject({
      code: "backup-damaged",
      details: { faults: [{ path: "outside.ndjson", kind: "changed" }] },
    });
  });

  test("while the bucket is away the rows are backed up all the same, and the backup says that it has no list", async () => {
    await server.line.cut();
    const to = join(folder, "without");
    const manifest = await backUp({ database: source, dataFolder, outside: bucket, to, files: "link" });
    expect(manifest.outside).toEqual({ description: bucket.description, listed: null });
    expect(await verifyBackup(to)).toEqual(manifest);
    await server.line.mend();
  });
});
