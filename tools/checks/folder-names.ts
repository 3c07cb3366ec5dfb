import type { Violation } from "./violation.ts";

const BANNED = new Set(["utils", "util", "common", "shared", "lib", "helpers", "helper", "misc", "core", "types"]);

/** Folders are named after what is in them; these names say nothing, so everything ends up there. */
export function checkFolderNames(paths: readonly string[]): Violation[] {
  const folders = new Set(paths.flatMap(foldersOf));
  return [...folders]
    .filter((folder) => BANNED.has(folder.slice(folder.lastIndexOf("/") + 1)))
    .map((folder) => ({
      path: `${folder}/`,
      what: "the folder's name says nothing about what is in it",
      remedy: "name it after its feature, or move each file to the feature that uses it",
    }));
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
