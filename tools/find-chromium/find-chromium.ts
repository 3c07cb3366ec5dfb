import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The Chromium that browser tests drive: `CHROME_PATH` when it is set, else the first of Debian's and Google's names on
 * PATH; `undefined` when there is none. A `CHROME_PATH` that cannot be run is an answer of `undefined`, not a silent
 * fall-back to another browser.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = environment.CHROME_PATH;
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
  return true;
}
