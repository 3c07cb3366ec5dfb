import type { Rolldown } from "vite";

/** The chunk that a module is put into; null leaves it to the pages that use it. */
type ChunkName = (moduleId: string, graph: ModuleGraph) => string | null;

interface ModuleGraph {
  getModuleInfo(moduleId: string): Pick<Rolldown.ModuleInfo, "importedIds"> | null;
}

/**
 * Puts our own code that every page needs into one chunk: it lies in dozens of folders that many pages share, each in its own
 * way, and a request costs more than a few kilobytes. What only some pages use goes with them.
 *
 * @param program the module that is there before any page
 */
export function programChunk(program: string, name: string): ChunkName {
  let members: ReadonlySet<string> | undefined;
  return (moduleId, graph) => {
    members ??= importedBy(program, graph);
    return members.has(moduleId) && !/[\\/]node_modules[\\/]/.test(moduleId) ? name : null;
  };
}

/** A module and all that it imports, but for what is loaded later. */
function importedBy(program: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (moduleId: string): void => {
    if (found.has(moduleId)) return;
    found.add(moduleId);
    for (const imported of graph.getModuleInfo(moduleId)?.importedIds ?? []) follow(imported);
  };
  follow(program);
  return found;
}
