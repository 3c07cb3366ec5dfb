import { describe, expect, it } from "vitest";
import { crossingArcs, simplifyLine } from "./line-simplification.ts";

describe("simplifying borders", () => {
  it("turns stair-steps within the tolerance into one straight line", () => {
    const stairs = [
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 2],
      [3, 3],
    ] as const;
    expect(simplifyLine(stairs, 0.8)).toEqual([
      [0, 0],
      [3, 3],
    ]);
    expect(simplifyLine(stairs, 0.3)).toHaveLength(7);
  });

  it("keeps a closed line an area", () => {
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ] as const;
    expect(simplifyLine(square, 5).length).toBeGreaterThanOrEqual(4);
  });

  it("finds lines that cross, touch or run along each other, not those that meet at their ends", () => {
    const crossing = crossingArcs(
      new Map([
        [
          "a",
          [
            [0, 0],
            [4, 4],
          ],
        ],
        [
          "b",
          [
            [0, 4],
            [4, 0],
          ],
        ],
        [
          "c",
          [
            [9, 9],
            [10, 9],
          ],
        ],
      ]),
    );
    expect([...crossing].sort()).toEqual(["a", "b"]);
    expect(
      crossingArcs(
        new Map([
          [
            "a",
            [
              [0, 0],
              [4, 4],
            ],
          ],
          [
            "b",
            [
              [4, 4],
              [8, 0],
            ],
          ],
        ]),
      ).size,
    ).toBe(0);
    expect(
      crossingArcs(
        new Map([
          [
            "a",
            [
              [0, 0],
              [4, 4],
            ],
          ],
          [
            "b",
            [
              [0, 0],
              [2, 2],
            ],
          ],
        ]),
      ).size,
    ).toBe(2);
  });
});
