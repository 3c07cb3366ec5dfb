import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { clearInterrupted, findInterrupted, stagedDirectory, withStagedDirectory } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "terrace-staged-"));
afterAll(() => rmSync(root, { recursive: true }));

let number = 0;
let place = "";
let final = "";
beforeEach(async () => {
  place = join(root, String(number++));
  final = join(place, "out");
  await mkdir(place);
});

async function writeOutput(content: string): Promise<void> {
  await withStagedDirectory(final, async (path) => {
    await mkdir(join(path, "factors"));
    await writeFile(join(path, "factors", "k.txt"), content);
  });
}

describe("a staged directory", () => {
  it("gets its name when all is written, and replaces an earlier output whole", async () => {
    await writeOutput("first");
    await writeOutput("second");
    expect(await readFile(join(final, "factors", "k.txt"), "utf8")).toBe("second");
    expect(await readdir(place)).toEqual(["out"]);
  });

  it("leaves an earlier output as it was when the work fails", async () => {
    await writeOutput("first");
    const failing = withStagedDirectory(final, async (path) => {
      await writeFile(join(path, "half.txt"), "half");
      throw new Error("bad input");
    });
    await expect(failing).rejects.toThrow("bad input");
    expect(await readFile(join(final, "factors", "k.txt"), "utf8")).toBe("first");
    expect(await readdir(place)).toEqual(["out"]);
  });

  it("does not touch a directory that holds other files", async () => {
    await mkdir(final);
    await writeFile(join(final, "thesis.docx"), "years of work");
    await expect(writeOutput("x")).rejects.toMatchObject({
      code: "output-occupied",
      userMessage: expect.stringMatching(/thesis\.docx/),
    });
    expect(await readdir(final)).toEqual(["thesis.docx"]);
  });

  it("takes an empty directory, and makes the ones above", async () => {
    await mkdir(final);
    await writeOutput("x");
    final = join(place, "a", "b", "out");
    await writeOutput("y");
    expect(await readFile(join(final, "factors", "k.txt"), "utf8")).toBe("y");
  });
});

describe("a run that is cut off", () => {
  const door = join(import.meta.dirname, "index.ts");
  const children: ReturnType<typeof spawn>[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  /** A process that has written half of its output and waits. */
  async function halfWay(): Promise<ReturnType<typeof spawn>> {
    const script = `
      import { writeFile } from "node:fs/promises";
      import { withStagedDirectory } from ${JSON.stringify(door)};
      await withStagedDirectory(${JSON.stringify(final)}, async (path) => {
        await writeFile(path + "/half.txt", "half");
        process.stdout.write("half-way");
        await new Promise((resolve) => setTimeout(resolve, 1e9));
      });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    await once(child.stdout!, "data");
    return child;
  }

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s removes what it wrote and exits with %d", async (signal, exitCode) => {
    const child = await halfWay();
    expect(await findInterrupted(final)).toMatchObject([{ processId: child.pid, isRunning: true }]);
    child.kill(signal);
    const [code] = await once(child, "exit");
    expect(code).toBe(exitCode);
    expect(await readdir(place)).toEqual([]);
  });

  it("by kill -9 leaves a part that the next run is told of and can clear, and nothing under the final name", async () => {
    const child = await halfWay();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await readdir(place)).toEqual([`out.partial-${child.pid}`]);
    const found = await findInterrupted(final);
    expect(found).toMatchObject([{ processId: child.pid, isRunning: false }]);
    expect(Date.now() - found[0]!.lastChange.getTime()).toBeLessThan(600_000);
    expect(await clearInterrupted(final)).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });

  it("is not mistaken for one under way when this process has its number, as after a restart in a container", async () => {
    await mkdir(`${final}.partial-${process.pid}`);
    await writeFile(join(`${final}.partial-${process.pid}`, ".terrace-output"), "another boot 12345");
    expect(await findInterrupted(final)).toMatchObject([{ processId: process.pid, isRunning: false }]);
  });

  it("a run of this very process is under way", async () => {
    const staged = await stagedDirectory(final);
    expect(await findInterrupted(final)).toMatchObject([{ processId: process.pid, isRunning: true }]);
    expect(await clearInterrupted(final)).toEqual([]);
    await staged.abandon();
    expect(await findInterrupted(final)).toEqual([]);
  });

  it("between the two renames has its earlier output put back", async () => {
    await writeOutput("first");
    const { rename } = await import("node:fs/promises");
    await rename(final, `${final}.previous-1`);
    expect(await clearInterrupted(final)).toEqual([]);
    expect(await readFile(join(final, "factors", "k.txt"), "utf8")).toBe("first");
  });
});
