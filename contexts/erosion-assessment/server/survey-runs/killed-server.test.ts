import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database, DatabaseLocation } from "#platform/database";
import { writeSmallInputs } from "../small-survey.fixture.ts";

const SERVER = process.env.TERRACE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres";
const SCRIPT = join(import.meta.dirname, "killed-server.ts");

interface Result {
  readonly jobs: readonly { readonly id: string; readonly state: string; readonly interruptions: number }[];
  readonly surveys: readonly { readonly job_id: string; readonly folder: string; readonly number: number }[];
  readonly folders: readonly string[];
}

describe.each(testDatabases())("a server killed in the middle of a survey on $name", ({ name, open }) => {
  let folder: string;
  let copy: Database | undefined;
  let location: DatabaseLocation;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-killed-survey-"));
    await writeSmallInputs(join(folder, "inputs"));
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

  /** Runs the server until it has ended by itself, or kills it when it has said a word so many times. */
  async function runServer(count: number, kill: { readonly word: string; readonly times: number } | null) {
    const child = spawn(process.execPath, [SCRIPT, JSON.stringify(location), folder, String(count)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    let result: Result | undefined;
    let seen = 0;
    let computations: readonly number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const word = line.slice(0, line.indexOf(" "));
      if (word === "result") result = JSON.parse(line.slice(7)) as Result;
      if (word === kill?.word && ++seen === kill.times) {
        computations = computationsOf(child.pid ?? 0);
        child.kill("SIGKILL");
      }
    }
    const [code, signal] = await exited;
    return { result, ended: signal ?? code, computations };
  }

  test("leaves no computation behind and no half of a survey; started again, it makes each survey once", async () => {
    const inTheMiddle = await runServer(1, { word: "step", times: 1 });
    expect(inTheMiddle.ended).toBe("SIGKILL");
    expect(inTheMiddle.computations).toHaveLength(1);
    // It hears that its server is gone, and goes.
    while (inTheMiddle.computations.some(isRunning)) await pause(50);
    expect(await readdir(join(folder, "surveys", "runs"))).toEqual([]);

    // About when the record is being made: before it, with it or after it.
    const atTheEnd = await runServer(1, { word: "moved", times: 1 });
    expect(atTheEnd.ended).toBe("SIGKILL");

    const { result, ended } = await runServer(0, null);
    expect(ended).toBe(0);
    expect(result?.jobs.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(result?.jobs.some(({ interruptions }) => interruptions > 0)).toBe(true);
    expect(result?.surveys.map(({ number }) => number)).toEqual([1, 2]);
    expect(new Set(result?.surveys.map((survey) => survey.job_id))).toEqual(new Set(result?.jobs.map(({ id }) => id)));
    const folders = result?.surveys.map((survey) => survey.folder.replace("surveys/runs/", "")) ?? [];
    expect(result?.folders).toEqual(expect.arrayContaining(folders));
  });
});

function computationsOf(parent: number): readonly number[] {
  const list = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  return list
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.join(" ").includes("survey-run-process"))
    .map(([pid]) => Number(pid));
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
