import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root folder of the program: where `package.json`, `build/` and the sources lie. */
export const programRoot: string = fileURLToPath(new URL("../..", import.meta.url));

/** The version in `package.json`. */
export const programVersion: string = readVersion();

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}
