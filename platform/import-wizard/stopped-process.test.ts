import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { accessMigrations } from "#platform/access";
import { auditTrailMigrations } from "#platform/audit-trail";
import { type Database, migrate, openDatabase } from "#platform/database";
import { createImportWizard, importTargetOf, importWizardMigrations } from "./index.ts";
import { DIVISIONS, PLOT_MIGRATIONS, plots, REGION, sessionOf } from "./sample-target.ts";

const session = sessionOf("3", "city");

/** The database of its own that a program can be pointed at, and be opened again after it was killed. */
async function ownDatabase(
  name: string,
  directory: string,
): Promise<{ location: string; open: () => Promise<Database>; end: () => Promise<void> }> {
  const migrations = [...accessMigrations, ...auditTrailMigrations, ...importWizardMigrations, ...PLOT_MIGRATIONS];
  if (name === "embedded") {
    const database = await openDatabase({ directory: join(directory, "database") });
    await migrate(database, migrations);
    await database.close();
    return {
      location: join(directory, "database"),
      open: () => openDatabase({ directory: join(directory, "database") }),
      end: async () => undefined,
    };
  }
  const copy = await testDatabases()
    .find((kind) => kind.name === name)!
    .open(importWizardMigrations, PLOT_MIGRATIONS);
  const [row] = await copy.execute("select current_database() as name");
  const address = new URL(process.env.TERRACE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres");
  address.pathname = `/${String(row?.name)}`;
  return { location: address.href, open: () => openDatabase({ address: address.href }), end: () => copy.close() };
}

describe.each(testDatabases())("a program killed while it writes an import, $name", ({ name }) => {
  const directories: string[] = [];
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true });
  });

  test("leaves no row, and the import where it stood; it is then written whole", async () => {
    const directory = await mkdtemp(join(tmpdir(), "terrace-stopped-"));
    directories.push(directory);
    const folder = join(directory, "uploads");
    const { location, open, end } = await ownDatabase(name, directory);
    const options = { folder, region: REGION, choicesOf: async () => DIVISIONS, targets: [importTargetOf(plots)] };

    const opened = async <T>(
      work: (wizard: ReturnType<typeof createImportWizard>, database: Database) => Promise<T>,
    ) => {
      const database = await open();
      const wizard = createImportWizard(options);
      try {
        return await work(wizard, database);
      } finally {
        await wizard.close();
        await database.close();
      }
    };
    const callerOf = (database: Database) => ({
      session,
      transaction: <T>(work: Parameters<typeof database.asSession<T>>[1]) => database.asSession(session, work),
    });
    const countOf = async (database: Database) => {
      const [row] = await database.execute("select count(*) as count from sample.plot");
      return Number(row?.count);
    };

    const id = await opened(async (wizard, database) => {
      const text = `编号,区市,坐标\n${Array.from({ length: 1500 }, (_, i) => {
        const [x, y] = [121 + (i % 50) * 0.01, 37 + Math.floor(i / 50) * 0.01];
        return `K${i},牟平区,"${x},${y};${x + 0.009},${y};${x + 0.009},${y + 0.009}"`;
      }).join("\n")}`;
      const content = (async function* () {
        yield new TextEncoder().encode(text);
      })();
      const upload = await wizard.folder.store("plots.csv", content);
      const { id } = await wizard.begin(callerOf(database), { upload, fields: { target: "plots" } });
      await wizard.decide(callerOf(database), id, { decisions: { crs: "EPSG:4490" } } as never);
      return id;
    });

    const program = spawn(process.execPath, [join(import.meta.dirname, "stopped-worker.ts"), location, folder, id], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(program.stdout, "data");
    expect(String(line)).toContain("written 1500");
    program.kill("SIGKILL");
    await once(program, "exit");

    await opened(async (wizard, database) => {
      expect(await countOf(database)).toBe(0);
      expect(await wizard.view(callerOf(database), id)).toMatchObject({ state: "ready", outcome: { rowCount: 1500 } });
      expect(await wizard.commit(callerOf(database), id)).toMatchObject({ state: "committed", rowCount: 1500 });
      expect(await countOf(database)).toBe(1500);
      const { rows } = await database.asService("test", (transaction) =>
        sql<{ valid: boolean }>`select bool_and(ST_IsValid(geometry)) as valid from sample.plot`.execute(transaction),
      );
      expect(rows[0]!.valid).toBe(true);
    });
    await end();
  });
});
