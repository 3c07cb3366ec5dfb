import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashConsoleSources } from "./sources-hash.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "terrace-console-"));
  write("apps/console/main.tsx", "one");
  write("contexts/erosion-assessment/console/index.ts", "two");
  write("platform/attachments/console/panel.tsx", "three");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("the same sources have the same hash", () => {
  expect(hashConsoleSources(root)).toBe(hashConsoleSources(root));
});

test.each([
  "apps/console/main.tsx",
  "contexts/erosion-assessment/console/index.ts",
  "platform/attachments/console/panel.tsx",
  "package-lock.json",
])("a change of %s changes the hash", (path) => {
  const before = hashConsoleSources(root);
  write(path, "changed");
  expect(hashConsoleSources(root)).not.toBe(before);
});

test("a renamed file changes the hash", () => {
  const before = hashConsoleSources(root);
  rmSync(join(root, "apps/console/main.tsx"));
  write("apps/console/start.tsx", "one");
  expect(hashConsoleSources(root)).not.toBe(before);
});

test("tests and server code are no part of the console", () => {
  const before = hashConsoleSources(root);
  write("apps/console/main.browser.test.ts", "test");
  write("contexts/erosion-assessment/server/index.ts", "server");
  expect(hashConsoleSources(root)).toBe(before);
});
