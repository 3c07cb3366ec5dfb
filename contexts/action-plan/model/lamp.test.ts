import { describe, expect, it } from "vitest";
import { reportLamp, targetLamp, worstLamp } from "./index.ts";

/** 0 at the end of 2020, 1000 by the end of 2025: 1826 days, so that 913 of them are half of the way. */
const treated = { value: 1000, byYear: 2025, baseline: { value: 0, on: "2020-12-31", basisZh: "从零累计" } };

describe("the lamp of a target", () => {
  const lampOf = (value: number, asOf: string, today = asOf) => targetLamp(treated, { value, asOf }, today);

  it("goes by the straight line: on it green, from nine tenths of the way amber, below red", () => {
    expect(lampOf(500, "2023-07-02")).toEqual({ lamp: "green", standing: "on-line", expected: 500 });
    expect(lampOf(499.99, "2023-07-02")).toMatchObject({ lamp: "amber", standing: "behind" });
    expect(lampOf(450, "2023-07-02")).toMatchObject({ lamp: "amber" });
    expect(lampOf(449.99, "2023-07-02")).toMatchObject({ lamp: "red", standing: "far-behind" });
  });

  it("is green from the day the target is reached, and red where its year ended without", () => {
    expect(lampOf(1000, "2022-01-01")).toMatchObject({ lamp: "green", standing: "reached" });
    expect(lampOf(999.9, "2025-12-31")).toMatchObject({ lamp: "red", standing: "missed" });
  });

  it("is grey where nothing can be said: no figure, no line, or an old figure after the end", () => {
    expect(targetLamp(treated, null, "2023-01-01")).toEqual({ lamp: "grey", standing: "no-figure", expected: null });
    expect(lampOf(700, "2024-12-31", "2026-03-01")).toMatchObject({ lamp: "grey", standing: "out-of-date" });
    const withoutLine = { value: 0.718, byYear: 2025, baseline: null };
    expect(targetLamp(withoutLine, { value: 0.7, asOf: "2024-12-31" }, "2025-05-01")).toEqual({
      lamp: "grey",
      standing: "no-line",
      expected: null,
    });
    expect(targetLamp(withoutLine, { value: 0.719, asOf: "2024-12-31" }, "2025-05-01").lamp).toBe("green");
  });

  it("a figure below the beginning of the line is red, one of before it is held against the beginning", () => {
    const rate = { value: 0.8027, byYear: 2035, baseline: { value: 0.718, on: "2025-12-31", basisZh: "2025 年目标" } };
    expect(targetLamp(rate, { value: 0.71, asOf: "2026-12-31" }, "2027-01-01").lamp).toBe("red");
    expect(targetLamp(rate, { value: 0.718, asOf: "2024-12-31" }, "2026-01-01")).toMatchObject({
      lamp: "green",
      expected: 0.718,
    });
    expect(targetLamp(rate, { value: 0.71, asOf: "2024-12-31" }, "2026-01-01").lamp).toBe("red");
  });
});

describe("the lamp of reports", () => {
  it("a report that is in is green; a missing one is grey until it is due, then amber, after ten days red", () => {
    expect(reportLamp("submitted", 30)).toBe("green");
    expect(reportLamp("accepted", 0)).toBe("green");
    expect(reportLamp(null, 0)).toBe("grey");
    expect(reportLamp("draft", 1)).toBe("amber");
    expect(reportLamp("returned", 10)).toBe("amber");
    expect(reportLamp(null, 11)).toBe("red");
  });

  it("several together show the worst that says something", () => {
    expect(worstLamp(["green", "grey", "amber"])).toBe("amber");
    expect(worstLamp(["green", "grey"])).toBe("green");
    expect(worstLamp(["grey"])).toBe("grey");
    expect(worstLamp([])).toBe("grey");
  });
});
