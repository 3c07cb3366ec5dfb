import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "terrace-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]) {
  const script = join(import.meta.dirname, "start.ts");
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: "utf8" });
}

test("--help shows the options and does nothing", () => {
  const { status, stdout } = start("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("--port");
});

test("a wrong option ends with one sentence and code 2", () => {
  const { status, stderr } = start("--port", "eighty");
  expect(status).toBe(2);
  expect(stderr).toContain("eighty");
  expect(stderr).not.toContain("    at ");
});

test("a folder without a survey ends with its name, the remedy and code 1", () => {
  const { status, stderr } = start("--no-demo", "--run", join(folder, "nowhere"));
  expect(status).toBe(1);
  expect(stderr).toContain("nowhere");
  expect(stderr).toContain("terrace survey --out");
  expect(stderr).not.toContain("    at ");
});

test("a bug that ends the process is in its log with the stack, and its secrets are not", () => {
  const data = join(folder, "data");
  // As if a part of the program failed where nobody waits for it, once the folder has been taken.
  const bug = `import { existsSync } from "node:fs";
    import { isMainThread } from "node:worker_threads";
    if (isMainThread) setInterval(() => {
      if (existsSync(${JSON.stringify(join(data, ".terrace-lock"))})) throw new Error("on purpose, password=geheim");
    }, 20);`;
  const preload = `data:text/javascript,${encodeURIComponent(bug)}`;
  const script = join(import.meta.dirname, "start.ts");
  const { DATABASE_URL: _, ...env } = process.env;
  const args = ["--import", preload, script, "--no-demo", "--port", "0", "--data", data];
  const { status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", env });
  expect(status).not.toBe(0);
  const [file = ""] = readdirSync(join(data, "logs"));
  const lines = readFileSync(join(data, "logs", file), "utf8")
    .trim()
    .split("\n");
  const last = JSON.parse(lines.at(-1) ?? "") as { level: string; message: string; error: { stack: string } };
  expect(last).toMatchObject({ level: "error", message: "the program ends by a bug" });
  expect(last.error.stack).toContain("Error: on purpose, password=***");
});
