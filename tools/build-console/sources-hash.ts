import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** All that the built console is made from; the lock file stands for the libraries. */
const sources = [
  "apps/console",
  "contexts",
  "platform/interface-kit",
  "platform/map-view",
  "platform/first-view",
  "glossary",
  "reference-data",
  "errors",
  "tools/build-console",
  "package-lock.json",
];

/** Browser code of other modules of the platform. */
const browserFolders = ["console", "browser"];

const isPart = /\.(ts|tsx|css|json|html|svg)$/;
const isOther = /(\.test\.tsx?|\.gen\.d\.ts)$|\/server\//;

/** A hash of names and contents of the console's sources: the console is built again when it differs. */
export function hashConsoleSources(root: string): string {
  const hash = createHash("sha256");
  for (const source of [...sources, ...browserParts(root)]) {
    for (const file of filesUnder(root, source)) {
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function browserParts(root: string): string[] {
  if (!existsSync(join(root, "platform"))) return [];
  const parts = readdirSync(join(root, "platform"))
    .sort()
    .flatMap((module) => browserFolders.map((folder) => `platform/${module}/${folder}`));
  return parts.filter((part) => existsSync(join(root, part)));
}

function filesUnder(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  if (isPart.test(path)) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((file) => isPart.test(file) && !isOther.test(file))
    .sort();
}
