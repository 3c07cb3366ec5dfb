import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { surveyList } from "#contexts/erosion-assessment/model";
import { programRoot } from "#platform/configuration";

const children: ChildProcess[] = [];
const parent = mkdtempSync(join(tmpdir(), "terrace-first-start-"));
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(parent, { recursive: true, force: true });
});

interface Start {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly exitCode: Promise<number | null>;
}

/** As `npm start` does it. */
function start(folder: string, ...args: readonly string[]): Start {
  const preload = join(programRoot, "tools", "node-version", "require-node-24.js");
  const script = join(import.meta.dirname, "start.ts");
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", preload, script, "--data", folder, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, text: () => text, exitCode };
}

async function until(isReached: () => boolean, { child, text }: Start): Promise<void> {
  while (!isReached()) {
    if (child.exitCode !== null) throw new Error(`npm start ended early:\n${text()}`);
    await pause(50);
  }
}

async function untilReady(started: Start): Promise<string> {
  await until(() => /智慧水保已就绪.*http:\/\/[\d.:]+\//.test(started.text()), started);
  return /http:\/\/[\d.:]+\//.exec(started.text())?.[0] ?? "";
}

async function stop({ child, exitCode, text }: Start, signal: "SIGINT" | "SIGTERM"): Promise<void> {
  child.kill(signal);
  expect([await exitCode, text().includes("已停止")]).toEqual([0, true]);
}

const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);
const partials = (directory: string) => namesIn(directory).filter((name) => name.includes(".partial-"));
const timesIn = (text: string, part: string) => text.split(part).length - 1;

describe("a first start with the demonstration, in an empty folder", () => {
  const folder = join(parent, "demonstration");
  const surveys = join(folder, "surveys");
  const accounts = () =>
    JSON.parse(readFileSync(join(folder, "demo-accounts.json"), "utf8")) as {
      readonly mark: string;
      readonly accounts: readonly { readonly name: string; readonly password: string }[];
    };

  /** What the city's account of the demonstration is told. */
  async function signIn(url: string) {
    const found = accounts().accounts.find(({ name }) => name === "demo-city");
    const headers = { "X-Terrace-Request": "1" };
    const body = JSON.stringify({ name: found?.name, password: found?.password });
    const answer = await fetch(`${url}api/session`, { method: "POST", headers, body });
    expect(answer.status).toBe(200);
    const Cookie = answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    return async (path: string) => (await fetch(`${url}${path}`, { headers: { Cookie } })).json();
  }

  test("it serves before the region is made, shows the accounts once, and stopped leaves nothing half-written", async () => {
    const first = start(folder, "--demo");
    const url = await untilReady(first);
    await until(() => partials(folder).length > 0, first);
    expect((await fetch(`${url}readyz`)).status).toBe(200);
    expect(await (await fetch(url, { headers: { Accept: "text/html" } })).text()).toContain("<script");
    expect(statSync(join(folder, "demo-accounts.json")).mode & 0o777).toBe(0o600);
    expect(accounts().mark).toBe("演示");
    expect(accounts().accounts.length).toBeGreaterThan(7);
    for (const { password } of accounts().accounts) expect(timesIn(first.text(), password)).toBe(1);
    await stop(first, "SIGINT");
    expect(partials(folder)).toEqual([]);
    expect(namesIn(folder)).not.toContain("demonstration");
    expect(namesIn(folder)).not.toContain(".terrace-lock");
  });

  test("while a survey runs, its process killed: the server goes on and says so; the next start does it again", async () => {
    const second = start(folder, "--demo");
    const url = await untilReady(second);
    await until(() => partials(surveys).length > 0, second);
    const children = execFileSync("pgrep", ["-P", String(second.child.pid), "-f", "prepare.ts"], { encoding: "utf8" });
    process.kill(Number(children.trim()), "SIGKILL");
    await until(() => second.text().includes("服务照常运行"), second);
    expect(second.text()).toContain("SIGKILL");
    expect((await fetch(`${url}readyz`)).status).toBe(200);
    for (const { password } of accounts().accounts) expect(second.text()).not.toContain(password);
    await stop(second, "SIGTERM");
    expect(partials(surveys)).toHaveLength(1);

    const third = start(folder, "--demo");
    const again = await untilReady(third);
    await until(() => third.text().includes("演示记录已填入"), third);
    expect(third.text()).toContain("半成品已清除");
    expect(namesIn(surveys).sort()).toEqual(["demonstration-2023", "demonstration-2024"]);
    const ask = await signIn(again);
    const list = surveyList.parse(await ask("api/surveys"));
    expect(list.surveys.map(({ year, demonstration }) => [year, demonstration])).toEqual([
      [2024, true],
      [2023, true],
    ]);
    await stop(third, "SIGINT");
  });

  test("a start that has all of it makes nothing again", async () => {
    const made = statSync(join(surveys, "demonstration-2024", "summary.json")).mtimeMs;
    const last = start(folder, "--demo");
    const url = await untilReady(last);
    await until(() => last.text().includes("演示记录已填入"), last);
    expect(statSync(join(surveys, "demonstration-2024", "summary.json")).mtimeMs).toBe(made);
    const ask = await signIn(url);
    expect(surveyList.parse(await ask("api/surveys")).surveys).toHaveLength(2);
    await stop(last, "SIGINT");
  });
});

test("a first start without demonstration prints the one-time link once, which makes the first administrator", async () => {
  const folder = join(parent, "plain");
  const first = start(folder, "--no-demo");
  const url = await untilReady(first);
  await until(() => first.text().includes("Ctrl+C"), first);
  const links = first.text().match(/http:\S+\/setup\?token=\S+/g) ?? [];
  expect(links).toHaveLength(1);
  const token = new URL(links[0] ?? "").searchParams.get("token") ?? "";
  for (const file of namesIn(join(folder, "logs")))
    expect(readFileSync(join(folder, "logs", file), "utf8")).not.toContain(token);
  const headers = { "X-Terrace-Request": "1" };
  const body = JSON.stringify({ token, name: "admin", displayName: "示意管理员", password: "山高水长 8 qk!" });
  const setUp = () => fetch(`${url}api/setup`, { method: "POST", headers, body });
  expect((await setUp()).status).toBe(200);
  expect((await setUp()).status).not.toBe(200);
  await stop(first, "SIGINT");

  const second = start(folder, "--no-demo");
  await untilReady(second);
  await until(() => second.text().includes("Ctrl+C"), second);
  expect(second.text()).not.toContain("setup?token");
  await stop(second, "SIGTERM");
});
