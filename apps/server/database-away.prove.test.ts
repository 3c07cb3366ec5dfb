import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseBehindForwarder, openBehindForwarder, testDatabases } from "#fixtures/test-database";
import { programRoot } from "#platform/configuration";

const MINUTE_S = 60;
const servers = testDatabases().filter(({ name }) => name !== "embedded");

test("a minute without the database: asked of a database server only", () => {
  expect(testDatabases().length).toBeGreaterThanOrEqual(servers.length);
});

describe.each(servers)("npm start, and its database away for a minute, on $name", ({ open }) => {
  let folder: string;
  let behind: DatabaseBehindForwarder;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-minute-"));
    behind = await openBehindForwarder(open);
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await behind.close();
    await rm(folder, { recursive: true });
  });

  function start() {
    const preload = join(programRoot, "tools", "node-version", "require-node-24.js");
    const script = join(import.meta.dirname, "start.ts");
    const args = ["--import", preload, script, "--no-demo", "--data", join(folder, "data"), "--port", "0"];
    const env = { ...process.env, DATABASE_URL: behind.address };
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
    const exitCode = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { child, text: () => text, exitCode };
  }

  test("it answers all the while, goes on by itself, keeps a quiet log, and stops when told without its database", async () => {
    const server = start();
    while (!server.text().includes("Ctrl+C")) {
      expect(server.child.exitCode).toBeNull();
      await pause(100);
    }
    const [link = ""] = /http:\S+\/setup\?token=\S+/.exec(server.text()) ?? [];
    const url = new URL("/", link).href;
    const headers: Record<string, string> = { "X-Terrace-Request": "1" };
    const ask = async (path: string, method = "GET", body?: object) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await fetch(new URL(path, url), init);
      return { status: answer.status, text: await answer.text(), cookie: answer.headers.get("Set-Cookie") };
    };
    const token = new URL(link).searchParams.get("token");
    const administrator = { token, name: "admin", displayName: "示意管理员", password: "山高水长 8 qk!" };
    headers.Cookie = (await ask("/api/setup", "POST", administrator)).cookie?.split(";")[0] ?? "";
    expect((await ask("/api/account/api-keys")).status).toBe(200);

    await behind.forwarder.cut();
    const linesBefore = server.text().split("\n").length;
    for (let second = 0; second < MINUTE_S; second++) {
      const answer = await ask("/api/account/api-keys");
      expect(answer.status).toBe(503);
      expect((JSON.parse(answer.text) as { userMessage: string }).userMessage).toContain("数据库暂时连不上");
      expect((await ask("/healthz")).status).toBe(200);
      expect((await ask("/readyz")).status).toBe(503);
      await pause(1000);
    }
    // Two requests a second are refused and told; the work in the background adds a few lines, not one a second.
    expect(server.text().split("\n").length - linesBefore).toBeLessThan(2 * MINUTE_S + 40);
    await behind.forwarder.mend();
    expect((await ask("/readyz")).status).toBe(200);
    expect((await ask("/api/account/api-keys")).status).toBe(200);
    expect(server.child.exitCode).toBeNull();

    await behind.forwarder.cut();
    server.child.kill("SIGTERM");
    expect(await server.exitCode).toBe(0);
    expect(server.text()).toContain("已停止");
  });

  test("started without its database it says so in one sentence, and gives its folder free", async () => {
    await behind.forwarder.cut();
    const refused = start();
    expect(await refused.exitCode).toBe(1);
    expect(refused.text()).toContain("数据库暂时连不上");
    expect(refused.text()).not.toContain("    at ");
    await behind.forwarder.mend();
    const server = start();
    while (!server.text().includes("Ctrl+C")) {
      expect(server.child.exitCode).toBeNull();
      await pause(100);
    }
    server.child.kill("SIGINT");
    expect(await server.exitCode).toBe(0);
  });
});
