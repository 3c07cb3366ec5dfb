import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database, DatabaseLocation } from "#platform/database";

const SERVER = process.env.TERRACE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres";
const WORKER = join(import.meta.dirname, "killed-worker.ts");
const CHILD_JOBS = 10;

describe.each(testDatabases())("a process of jobs killed on $name", ({ name, open }) => {
  let folder: string;
  let copy: Database | undefined;
  let location: DatabaseLocation;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-killed-"));
    location = { directory: join(folder, "database") };
    if (name !== "embedded") {
      copy = await open();
      const address = new URL(SERVER);
      const [row] = await copy.execute("select current_database() as name");
      address.pathname = `/${row?.name}`;
      location = { address: address.href };
    }
  });
  afterAll(async () => {
    await copy?.close();
    await rm(folder, { recursive: true });
  });

  /** Runs a process until it has ended by itself, or kills it some time after it has printed a word so many times. */
  async function runProcess(count: number, kill: { word: string; times: number; afterMs: number } | null) {
    const child = spawn(process.execPath, [WORKER, JSON.stringify(location), folder, String(count)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    const asked: string[] = [];
    let result: readonly Record<string, unknown>[] = [];
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [word, rest = ""] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
      if (word === "asked") asked.push(rest);
      if (word === "result") result = JSON.parse(rest);
      if (word === kill?.word && ++seen === kill.times) setTimeout(() => child.kill("SIGKILL"), kill.afterMs);
    }
    const [code, signal] = await exited;
    return { asked, result, ended: signal ?? code };
  }

  test("every job that was acknowledged is done, and its effect is there exactly once", async () => {
    const asked: string[] = [];
    const kills = [
      { word: "asked", times: 5, afterMs: 0 },
      { word: "inside", times: 3, afterMs: 0 },
      // About when the transaction of the effect has committed and the queue has not yet been told.
      { word: "inside", times: 6, afterMs: 45 },
    ];
    for (const kill of kills) {
      const { asked: more, ended } = await runProcess(CHILD_JOBS, kill);
      expect(ended).toBe("SIGKILL");
      asked.push(...more);
    }
    const { result, ended } = await runProcess(1, null);
    expect(ended).toBe(0);
    const byId = new Map(result.map((row) => [row.id, row]));
    expect(asked.length).toBeGreaterThan(0);
    for (const id of asked) expect(byId.get(id)).toMatchObject({ state: "done", effects: 1 });
    for (const row of result) expect(row).toMatchObject({ state: "done", effects: 1 });
    // Something was really under way when a process went.
    expect(result.some((row) => Number(row.interruptions) > 0)).toBe(true);
  });
});
