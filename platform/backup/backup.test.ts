import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  emptyDatabase,
  fillSamples,
  killedRestore,
  type SampleMigrations,
  sampleDataFolder,
  sampleMigrations,
} from "#fixtures/backup-samples";
import { testDatabases } from "#fixtures/test-database";
import { verifyAuditTrail } from "#platform/audit-trail";
import { type Database, migrate, openDatabase } from "#platform/database";
import { backUp, createBackupJob, refuseUnfinishedRestore, restoreBackup, verifyBackup } from "./index.ts";

const ROWS = 250;
let migrations: SampleMigrations;
let folder: string;
let dataFolder: string;
beforeAll(async () => {
  migrations = await sampleMigrations();
  folder = await mkdtemp(join(tmpdir(), "terrace-backup-"));
  dataFolder = await sampleDataFolder();
});
afterAll(() => Promise.all([folder, dataFolder].map((each) => rm(each, { recursive: true }))));

/** An empty database of a kind, kept open after the restore that fills it. */
async function target(kind: string) {
  const { location, remove } = await emptyDatabase(kind, null);
  const database = await openDatabase(location);
  const close = () => database.close().then(remove);
  return { database, open: async () => ({ ...database, close: async () => undefined }), close };
}

describe.each(testDatabases())("a backup of the $name database", ({ name: kind, open }) => {
  let source: Database;
  let whole: string;
  beforeAll(async () => {
    source = await open(migrations.earlier.slice(-2));
    await fillSamples(source, ROWS, true);
    whole = join(folder, `whole-${kind}`);
    await backUp({ database: source, dataFolder, to: whole, files: "copy" });
  });
  afterAll(() => source.close());

  test.each(testDatabases())("comes back in the $name database as it was, to the last bit", async ({ name: to }) => {
    const { database, open, close } = await target(to);
    const into = join(folder, `restored-${kind}-${to}`);
    const manifest = await restoreBackup({ from: whole, open, dataFolder: into, migrations: migrations.earlier });
    expect(manifest.tables.find(({ name }) => name === "samples.plot")?.rows).toBe(ROWS);
    expect(await verifyAuditTrail(database)).toMatchObject({ ok: true, lines: manifest.auditTrail?.lines });
    expect(manifest.auditTrail?.lines).toBeGreaterThan(ROWS);

    // The jobs are as the queue of the restored database needs them; everything else is equal.
    const jobs = await database.execute(
      "select state, round - sent_round as unsent, claim from jobs.job order by created_at, id",
    );
    expect(jobs).toHaveLength(3);
    for (const job of jobs) expect(job).toEqual({ state: "queued", unsent: 1, claim: null });
    const again = await backUp({ database, dataFolder: into, to: `${into}-again`, files: "copy" });
    const rest = (tables: typeof manifest.tables) => tables.filter(({ name }) => name !== "jobs.job");
    expect(rest(again.tables)).toEqual(rest(manifest.tables));
    expect(again.files).toEqual(manifest.files);
    expect(again.sequences).toEqual(manifest.sequences);

    // Triggers, foreign keys and the identity work on.
    const areas = "select count(area_km2) as areas, count(geometry) as geometries from samples.plot";
    const [counted] = await database.execute(areas);
    expect(counted?.areas).toBe(counted?.geometries);
    const [next] = await database.execute(
      "insert into samples.line (plot_id, transaction_id) select id, pg_current_xact_id() from samples.plot limit 1 returning number",
    );
    expect(next?.number).toBe(ROWS + 1);
    await expect(database.execute("delete from samples.plot")).rejects.toThrow("foreign key");
    await expect(database.execute("delete from samples.word")).rejects.toThrow("the words stand");
    await database.execute("update samples.plot set name = '恢复之后' where part_of is null");
    expect(await verifyAuditTrail(database)).toMatchObject({ ok: true, lines: (manifest.auditTrail?.lines ?? 0) + 1 });
    await close();
  });

  test("has one database hash, whenever it is made, and the restored database has it too", async () => {
    const quiet = await open(migrations.earlier.slice(-2));
    await fillSamples(quiet, 20, false);
    const first = await backUp({ database: quiet, dataFolder, to: join(folder, `first-${kind}`), files: "link" });
    const second = await backUp({ database: quiet, dataFolder, to: join(folder, `second-${kind}`), files: "copy" });
    await quiet.close();
    expect(second.databaseSha256).toBe(first.databaseSha256);
    const { database, open: openTarget, close } = await target(kind);
    const into = join(folder, `quiet-${kind}`);
    await restoreBackup({
      from: join(folder, `first-${kind}`),
      open: openTarget,
      dataFolder: into,
      migrations: migrations.earlier,
    });
    const third = await backUp({ database, dataFolder: into, to: `${into}-again`, files: "copy" });
    expect(third.databaseSha256).toBe(first.databaseSha256);
    await close();
  });

  test("is for its owner alone, complete, and without what is unfinished or made again", async () => {
    expect((await stat(whole)).mode & 0o777).toBe(0o700);
    const list = await readFile(join(whole, "files.ndjson"), "utf8");
    expect(
      list
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).path),
    ).toEqual(["files/ab/cd/abcd01", "surveys/示意 2024/结果.json"]);
    expect(await readdir(whole)).not.toContain("base-map");
    await verifyBackup(whole);
  });

  test("rows that others write meanwhile are not in it, or not half", async () => {
    if (!source.capabilities.hasParallelConnections) return;
    const adding = (async () => {
      for (let index = 0; index < 40; index++) {
        await source.execute("insert into samples.plot (name) values ('同时')");
      }
    })();
    const { tables, auditTrail } = await backUp({
      database: source,
      dataFolder,
      to: join(folder, "meanwhile"),
      files: "link",
    });
    await adding;
    // Each row has one line of history: both tables are of one moment.
    const count = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0;
    const updated = Number(
      (await source.execute("select count(*) as n from audit_trail.change where action = 'update'"))[0]?.n,
    );
    expect(count("audit_trail.change") - updated).toBe(count("samples.plot"));
    expect(auditTrail?.fault).toBeNull();
  });

  test("of an older program is brought up to the new one's tables; of a newer one it is refused", async () => {
    const { database, open, close } = await target(kind);
    await restoreBackup({ from: whole, open, dataFolder: join(folder, `older-${kind}`), migrations: migrations.all });
    expect(await database.execute("select word, note from samples.word")).toEqual([
      { word: "由脚本写入", note: "后来" },
    ]);
    const newer = join(folder, `newer-${kind}`);
    await backUp({ database, dataFolder, to: newer, files: "link" });
    await close();
    const refused = restoreBackup({
      from: newer,
      open,
      dataFolder: join(folder, "none"),
      migrations: migrations.earlier,
    });
    await expect(refused).rejects.toMatchObject({ code: "backup-newer", details: { unknown: ["samples/0002-notes"] } });
  });

  test("does not go into a database or a folder that holds something", async () => {
    const into = join(folder, `occupied-${kind}`);
    const restore = () =>
      restoreBackup({
        from: whole,
        open: async () => ({ ...source, close: async () => undefined }),
        dataFolder: into,
        migrations: migrations.earlier,
      });
    await expect(restore()).rejects.toMatchObject({ code: "restore-target-occupied" });
    // Nothing has begun, so the folder may still take one.
    expect(await readdir(into)).toEqual([]);
    await cp(join(dataFolder, "surveys"), join(into, "surveys"), { recursive: true });
    await expect(restore()).rejects.toMatchObject({ code: "restore-target-occupied" });
  });

  test("killed in the middle of its restore, the target is refused until it is emptied", async () => {
    const into = join(folder, `killed-${kind}`);
    const { location, remove } = await emptyDatabase(kind, join(into, "database"));
    const child = spawn(process.execPath, [killedRestore, whole, into, JSON.stringify(location)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === "Comparing table samples.plot") child.kill("SIGKILL");
    }
    expect((await exited)[1]).toBe("SIGKILL");
    const database = await openDatabase(location);
    await expect(refuseUnfinishedRestore(database, into)).rejects.toMatchObject({ code: "restore-unfinished" });
    await expect(refuseUnfinishedRestore(database, dataFolder)).rejects.toMatchObject({ code: "restore-unfinished" });
    expect(await database.execute("select count(*) as rows from samples.plot")).toEqual([{ rows: 0 }]);
    // A program that does not look for it takes it for a newer one's.
    await expect(migrate(database, migrations.all)).rejects.toMatchObject({ code: "database-newer" });
    await database.close();
    const open = () => openDatabase(location);
    const again = restoreBackup({ from: whole, open, dataFolder: into, migrations: migrations.earlier });
    await expect(again).rejects.toMatchObject({ code: "restore-unfinished" });
    const elsewhere = join(folder, `killed-${kind}-elsewhere`);
    const other = restoreBackup({ from: whole, open, dataFolder: elsewhere, migrations: migrations.earlier });
    await expect(other).rejects.toMatchObject({ code: "restore-unfinished" });
    await remove();
  });
});

describe("a damaged backup", () => {
  let source: Database;
  let whole: string;
  beforeAll(async () => {
    const [database] = testDatabases();
    if (database === undefined) throw new Error("No kind of database is tested");
    source = await database.open(migrations.earlier.slice(-2));
    await fillSamples(source, 30, false);
    whole = join(folder, "to-damage");
    await backUp({ database: source, dataFolder, to: whole, files: "copy" });
  });
  afterAll(() => source.close());

  async function damagedCopy(name: string): Promise<string> {
    const copy = join(folder, name);
    await cp(whole, copy, { recursive: true });
    return copy;
  }

  test("names the line that was changed, and the file", async () => {
    const copy = await damagedCopy("line");
    const path = join(copy, "tables", "samples.plot.ndjson");
    const lines = (await readFile(path, "utf8")).split("\n");
    lines[16] = (lines[16] ?? "").replace("8000-", "8001-");
    await writeFile(path, lines.join("\n"));
    await expect(verifyBackup(copy)).rejects.toMatchObject({
      code: "backup-damaged",
      details: { faults: [{ path: "tables/samples.plot.ndjson", kind: "changed", line: 17 }] },
    });
    await expect(verifyBackup(copy)).rejects.toMatchObject({
      userMessage: expect.stringContaining("tables/samples.plot.ndjson 第 17 行被改动"),
    });
  });

  test("names what is missing and what was added to, all at once, and is not restored", async () => {
    const copy = await damagedCopy("files");
    await rm(join(copy, "files", "ab", "cd", "abcd01"), { force: true });
    await rm(join(copy, "tables", "samples.line.ndjson"));
    await appendFile(join(copy, "surveys", "示意 2024", "结果.json"), " ");
    const open = () => Promise.reject(new Error("The target was opened"));
    const into = join(folder, "not-restored");
    await expect(
      restoreBackup({ from: copy, open, dataFolder: into, migrations: migrations.earlier }),
    ).rejects.toMatchObject({
      code: "backup-damaged",
      details: {
        faults: [
          { path: "tables/samples.line.ndjson", kind: "missing", line: null },
          { path: "files/ab/cd/abcd01", kind: "missing", line: null },
          { path: "surveys/示意 2024/结果.json", kind: "changed", line: null },
        ],
      },
    });
    expect(await readdir(folder)).not.toContain("not-restored");
  });

  test("is found where only its manifest was changed, and where there is none", async () => {
    const copy = await damagedCopy("manifest");
    const text = await readFile(join(copy, "manifest.json"), "utf8");
    await writeFile(join(copy, "manifest.json"), text.replace(/"rows": 30/, '"rows": 31'));
    await expect(verifyBackup(copy)).rejects.toMatchObject({ code: "backup-damaged" });
    await expect(verifyBackup(join(folder, "nowhere"))).rejects.toMatchObject({ code: "backup-absent" });
  });

  test("the daily job keeps so many, takes no room for what is there already, and leaves nothing half", async () => {
    let day = 10;
    const job = createBackupJob({ dataFolder, kept: 2, now: () => new Date(Date.UTC(2026, 10, day, 18, 30)) });
    expect(job.dailyAt).toBe("02:30");
    const run = { database: source, report: () => undefined, signal: new AbortController().signal };
    for (; day < 14; day++) await job.run(run as unknown as Parameters<typeof job.run>[0]);
    const backups = join(dataFolder, "backups");
    expect(await readdir(backups)).toEqual(["2026-11-13", "2026-11-14"]);
    const attachment = (folder: string) => stat(join(folder, "files", "ab", "cd", "abcd01"));
    expect((await attachment(join(backups, "2026-11-14"))).ino).toBe((await attachment(dataFolder)).ino);
    await verifyBackup(join(backups, "2026-11-14"));
    const stopped = { ...run, signal: AbortSignal.abort() };
    await expect(job.run(stopped as unknown as Parameters<typeof job.run>[0])).rejects.toThrow();
    expect(await readdir(backups)).toEqual(["2026-11-13", "2026-11-14"]);
  });
});
