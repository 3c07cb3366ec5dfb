import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a folder is one process's; given back, it is the next one's", async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: "folder-in-use",
    details: { processId: process.pid },
  });
  await lock.release();
  await (await lockFolder(folder)).release();
});

test("the lock of a killed process, and one that was not written to its end, are taken over", async () => {
  const script = `import { lockFolder } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
    await lockFolder(${JSON.stringify(folder)}); process.stdout.write("locked"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: join(import.meta.dirname, "..", ".."),
  });
  await once(child.stdout, "data");
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: "folder-in-use", details: { processId: child.pid } });
  child.kill("SIGKILL");
  await once(child, "close");
  await (await lockFolder(folder)).release();
  await writeFile(join(folder, ".terrace-lock"), "{");
  await (await lockFolder(folder)).release();
});
