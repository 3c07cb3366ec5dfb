import { describe, expect, it } from "vitest";
import { divisionOf } from "./divisions.ts";
import { conservationPattern, focusDivisions, targets } from "./targets.ts";

describe("实施方案的目标", () => {
  it("are the plan's four figures, each with its clause", () => {
    const figures = targets.map(({ id, byYear, target }) => [id, byYear, target.value]);
    expect(figures).toEqual([
      ["conservation-rate", 2025, 0.718],
      ["conservation-rate", 2035, 0.8027],
      ["newly-treated-area", 2025, 975],
      ["clean-watersheds", 2027, 10],
    ]);
    for (const { target } of targets) expect(target.source).toMatch(/^烟政办字〔2024〕68号.*第三部分第[78]条$/);
  });

  it("warns that gross works are not the net change", () => {
    expect(targets.find(({ id }) => id === "newly-treated-area")?.noteZh).toContain("不等于");
  });

  it("names 海阳, 栖霞, 牟平 and 莱阳 as focus areas and seven corridors", () => {
    expect(focusDivisions.value.map((code) => divisionOf(code)?.shortNameZh)).toEqual(["海阳", "栖霞", "牟平", "莱阳"]);
    expect(conservationPattern.value.riverCorridors).toHaveLength(7);
  });
});
