import { expect, test } from "vitest";
import { termLabel, termOf } from "./index.ts";

test("a term has its name in both languages, and its symbol and unit where it is a quantity", () => {
  expect(termLabel("erosion-modulus", "zh-CN")).toBe("土壤侵蚀模数");
  expect(termLabel("erosion-modulus", "en")).toBe("Erosion modulus");
  expect(termOf("rainfall-erosivity")).toEqual({
    zh: "降雨侵蚀力",
    en: "Rainfall erosivity",
    symbol: "R",
    unit: "MJ·mm/(hm²·h·a)",
  });
});
