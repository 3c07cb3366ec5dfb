import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase } from "#fixtures/backup-samples";
import { testDatabases } from "#fixtures/test-database";
import { programRoot } from "#platform/configuration";
import { type Database, migrate, openDatabase } from "#platform/database";
import { lockFolder } from "#platform/files";
import { migrations } from "../server/migrations.ts";

const SERVER = process.env.TERRACE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres";

/** Bound to a database server by its address, or to the embedded database of the data folder. */
describe.each(testDatabases())(
  "the commands that keep a data folder, on the $name database",
  ({ name: kind, open }) => {
    let folder: string;
    let data: string;
    let copy: Database | null = null;
    let environment: NodeJS.ProcessEnv;

    async function run(...args: readonly string[]) {
      return runWith(environment, ...args);
    }
    async function runWith(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
      try {
        const { stdout, stderr } = await promisify(execFile)(join(programRoot, "terrace"), args, { env });
        return { code: 0, stdout, stderr };
      } catch (error) {
        return error as { readonly code: number; readonly stdout: string; readonly stderr: string };
      }
    }
    /** While no command has the database. */
    async function inDatabase<Output>(work: (database: Database) => Promise<Output>): Promise<Output> {
      if (copy !== null) return work(copy);
      const database = await openDatabase({ directory: join(data, "database") });
      return work(database).finally(() => database.close());
    }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "terrace-commands-"));
      data = join(folder, "data");
      const { DATABASE_URL: _, ...rest } = process.env;
      environment = rest;
      if (kind !== "embedded") {
        copy = await open(migrations);
        const address = new URL(SERVER);
        address.pathname = `/${(await copy.execute("select current_database() as name"))[0]?.name}`;
        environment = { ...rest, DATABASE_URL: address.href };
      }
      await inDatabase(async (database) => {
        await migrate(database, migrations);
        await database.execute(`
        insert into access.organisation (code, name_zh, name_en, kind) values ('sample', '示意单位', 'Example', 'city');
        insert into access.person (name, display_name, organisation_id, scope, must_set_password, password_set_at)
          select '示意账号', '示意', id, 'city', false, now() from access.organisation where code = 'sample'`);
      });
    });
    afterAll(async () => {
      await copy?.close();
      await rm(folder, { recursive: true });
    });

    test("terrace backup and restore: what comes back has the same hash; an occupied place is refused", async () => {
      const first = join(folder, "first");
      const made = await run("backup", "--data", data, "--to", first);
      expect(made).toMatchObject({ code: 0 });
      const hash = /数据库校验值：([0-9a-f]{64})/.exec(made.stdout)?.[1];
      expect(hash).toBeDefined();
      expect((await run("backup", "--verify", first)).stdout).toContain(`数据库校验值：${hash}`);
      expect(await run("backup", "--data", data, "--to", first)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("不是空的"),
      });

      const { DATABASE_URL: _, ...embedded } = environment;
      const restored = join(folder, "restored");
      const back = await runWith(embedded, "restore", "--from", first, "--data", restored);
      expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining(`数据库校验值：${hash}`) });
      expect((await stat(join(restored, "database"))).isDirectory()).toBe(true);
      expect(await runWith(embedded, "restore", "--from", first, "--data", restored)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("不是空的"),
      });
      const again = await runWith(embedded, "backup", "--data", restored, "--to", join(folder, "again"));
      expect(again.stdout).toContain(`数据库校验值：${hash}`);

      const lock = await lockFolder(restored);
      expect(await runWith(embedded, "backup", "--data", restored, "--to", join(folder, "locked"))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("正被另一个智慧水保进程"),
      });
      await lock.release();
    });

    test("a backup comes back on a server of the same kind too, by its address, with the same hash", async () => {
      if (kind === "embedded") return;
      const first = join(folder, "of-server");
      const made = await run("backup", "--data", data, "--to", first);
      const hash = /数据库校验值：([0-9a-f]{64})/.exec(made.stdout)?.[1] ?? "no hash";
      const { location, remove } = await emptyDatabase(kind, null);
      const onServer = { ...environment, DATABASE_URL: "address" in location ? location.address : "" };
      const restored = join(folder, "restored-on-server");
      const back = await runWith(onServer, "restore", "--from", first, "--data", restored);
      expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining(`数据库校验值：${hash}`) });
      const again = await runWith(onServer, "backup", "--data", restored, "--to", join(folder, "of-server-again"));
      expect(again.stdout).toContain(`数据库校验值：${hash}`);
      const occupied = await runWith(onServer, "restore", "--from", first, "--data", join(folder, "elsewhere"));
      expect(occupied).toMatchObject({ code: 1, stderr: expect.stringContaining("不是空的") });
      await remove();
    });

    test("terrace user reset-password: a password to be changed at the next sign-in, in the history", async () => {
      const { code, stdout } = await run("user", "reset-password", "示意账号", "--data", data);
      expect(code).toBe(0);
      expect(stdout.trim().length).toBeGreaterThan(10);
      const rows = await inDatabase((database) =>
        database.execute(`select must_set_password, (select actor from audit_trail.change order by id desc limit 1) as actor
        from access.person where name = '示意账号'`),
      );
      expect(rows).toEqual([{ must_set_password: true, actor: "terrace user reset-password" }]);
      expect(await run("user", "reset-password", "没有的账号", "--data", data)).toMatchObject({ code: 1 });
      expect(await run("user", "reset-password", "--data", data)).toMatchObject({ code: 2 });
    });

    test("terrace audit verify: the last hash, and exit code 1 with the first line that does not hold", async () => {
      const good = await run("audit", "verify", "--data", data);
      expect(good).toMatchObject({ code: 0, stdout: expect.stringMatching(/最后哈希：[0-9a-f]{64}\n链条完整/) });
      await inDatabase((database) =>
        database.execute(`alter table audit_trail.change disable trigger history_stands;
        update audit_trail.change set actor = '别人' where id = 2;
        alter table audit_trail.change enable trigger history_stands`),
      );
      const bad = await run("audit", "verify", "--data", data);
      expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("自第 2 条起不完整：该条内容被改动") });
    });

    test("a folder without a database is not taken for an empty one", async () => {
      if (kind !== "embedded") return;
      const nowhere = await run("audit", "verify", "--data", join(folder, "nowhere"));
      expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("没有数据库") });
    });
  },
);
