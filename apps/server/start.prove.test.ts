import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { surveyList } from "#contexts/erosion-assessment/model";

const folder = mkdtempSync(join(tmpdir(), "terrace-first-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Start {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly exitCode: Promise<number | null>;
}

function start(): Start {
  const script = join(import.meta.dirname, "start.ts");
  const child = spawn(process.execPath, [script, "--data", folder, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, text: () => text, exitCode };
}

async function until(isReached: () => boolean, { child, text }: Start): Promise<void> {
  while (!isReached()) {
    if (child.exitCode !== null) throw new Error(`npm start ended early:\n${text()}`);
    await pause(100);
  }
}

const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);
const partials = (directory: string) => namesIn(directory).filter((name) => name.includes(".partial-"));
const surveys = join(folder, "surveys");

test("stopped while the region is made, and while a survey runs, a first start leaves nothing half-written", async () => {
  const first = start();
  await until(() => partials(folder).length > 0, first);
  first.child.kill("SIGINT");
  expect(await first.exitCode).toBe(130);
  expect(namesIn(folder)).toEqual([]);

  const second = start();
  await until(() => partials(surveys).length > 0, second);
  second.child.kill("SIGTERM");
  expect(await second.exitCode).toBe(130);
  expect(namesIn(surveys)).toEqual([]);
  expect(namesIn(folder)).toContain("demonstration");
});

test("killed outright, it says so at the next start, which finishes, serves both years and stops when told", async () => {
  const killed = start();
  await until(() => partials(surveys).length > 0, killed);
  const [preparation = ""] = execFileSync("pgrep", ["-P", String(killed.child.pid)], { encoding: "utf8" }).split("\n");
  process.kill(Number(preparation), "SIGKILL");
  expect(await killed.exitCode).toBe(1);
  expect(killed.text()).toContain("SIGKILL");
  expect(partials(surveys)).toHaveLength(1);

  const last = start();
  await until(() => /http:\/\/[\d.:]+\//.test(last.text()), last);
  expect(last.text()).toContain("半成品已清除");
  expect(namesIn(surveys).sort()).toEqual(["demonstration-2023", "demonstration-2024"]);
  const [url = ""] = /http:\/\/[\d.:]+\//.exec(last.text()) ?? [];
  const list = surveyList.parse(await (await fetch(`${url}api/surveys`)).json());
  expect(list.surveys.map(({ year, demonstration }) => [year, demonstration])).toEqual([
    [2024, true],
    [2023, true],
  ]);
  expect(await (await fetch(url, { headers: { Accept: "text/html" } })).text()).toContain("<script");
  last.child.kill("SIGINT");
  expect(await last.exitCode).toBe(0);
});
