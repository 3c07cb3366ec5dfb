import { expect, test } from "vitest";
import { programChunk } from "./program-chunk.ts";

const imports: Readonly<Record<string, readonly string[]>> = {
  "/apps/main.tsx": ["/kit/index.ts", "/node_modules/react/index.js"],
  "/kit/index.ts": ["/kit/button.tsx"],
  "/kit/button.tsx": ["/kit/index.ts"],
  "/node_modules/react/index.js": [],
  "/apps/page.tsx": ["/kit/index.ts", "/apps/page-part.tsx"],
};
const graph = { getModuleInfo: (id: string) => ({ importedIds: [...(imports[id] ?? [])] }) };

test("our own code that the program imports, however far, is one chunk; libraries and pages are not of it", () => {
  const nameOf = programChunk("/apps/main.tsx", "program");
  const named = ["/apps/main.tsx", "/kit/index.ts", "/kit/button.tsx"];
  expect(named.map((id) => nameOf(id, graph))).toEqual(["program", "program", "program"]);
  const others = ["/node_modules/react/index.js", "/apps/page.tsx", "/apps/page-part.tsx"];
  expect(others.map((id) => nameOf(id, graph))).toEqual([null, null, null]);
});
