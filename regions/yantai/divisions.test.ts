import { describe, expect, it } from "vitest";
import { divisionChanges, divisionOf, divisions } from "./divisions.ts";

describe("报送单元", () => {
  it("are the 15 units of the bulletins, each with its own code and name", () => {
    expect(divisions).toHaveLength(15);
    expect(new Set(divisions.map((division) => division.code)).size).toBe(15);
    expect(new Set(divisions.map((division) => division.nameZh)).size).toBe(15);
  });

  it("says of every code that is no county code that it is none", () => {
    for (const division of divisions) {
      const isGbCode = /^3706(0[1-9]|1[0-4]|8\d)$/.test(division.code);
      expect(division.codeKind === "county", division.code).toBe(isGbCode);
      if (division.codeKind !== "county") expect(division.noteZh, division.code).toMatch(/代码/);
    }
  });

  it("puts 蓬莱市 and 长岛县 together in 2020, so that series before it are kept apart", () => {
    const change = divisionChanges.find(({ to }) => to === "370614");
    expect(change?.from.map(({ nameZh }) => nameZh)).toEqual(["蓬莱市", "长岛县"]);
    expect(change?.effectiveFrom).toBe(divisionOf("370614")?.validFrom);
  });

  it("places every seat in the box of the city, with a confidence that is not that of a survey", () => {
    for (const { seat, code } of divisions) {
      expect(seat.longitude, code).toBeGreaterThan(119.56);
      expect(seat.longitude, code).toBeLessThan(121.95);
      expect(seat.latitude, code).toBeGreaterThan(36.26);
      expect(seat.latitude, code).toBeLessThan(38.39);
      expect(seat.confidence).toMatch(/^memory-/);
    }
  });
});
