import { posix } from "node:path";
import { type SurveyConfig, type SurveyRequest, surveyConfigFrom } from "../../model/index.ts";

/** Keys of a configuration whose text is the path of a file. `weights` may be numbers instead. */
const PATH_KEYS = new Set(["path", "daily", "table", "crosswalk", "weights"]);

/** The files that a configuration names, each once. */
export function inputNamesOf(config: SurveyConfig): readonly string[] {
  const names = new Set<string>();
  visitPaths(config, (name) => {
    names.add(name);
    return name;
  });
  return [...names];
}

/** A configuration whose paths are relative to a folder of the list, with the names of the list. */
export function rebasedConfig(request: SurveyRequest, folder: string): SurveyConfig {
  const config = surveyConfigFrom(request);
  return visitPaths(config, (path) => posix.normalize(posix.join(folder, path.replaceAll("\\", "/")))) as SurveyConfig;
}

/** The same value with every path as `rename` has it. */
function visitPaths(value: unknown, rename: (path: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => visitPaths(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      PATH_KEYS.has(key) && typeof inner === "string" ? rename(inner) : visitPaths(inner, rename),
    ]),
  );
}
