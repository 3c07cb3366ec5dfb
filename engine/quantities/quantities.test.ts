import { describe, expect, it } from "vitest";
import { type ErosionModulus, erosionModulus, type SoilLoss, soilLoss, toErosionModulus, toSoilLoss } from "./index.ts";

describe("soil loss and erosion modulus", () => {
  it("1 t/(hm²·a) is 100 t/(km²·a), and back", () => {
    expect(toErosionModulus(soilLoss(1))).toBe(100);
    expect(toSoilLoss(erosionModulus(2500))).toBe(25);
  });

  it("cannot be mixed: the compiler refuses each of these lines", () => {
    // @ts-expect-error a bare number has no unit
    const bare: SoilLoss = 3;
    // @ts-expect-error they differ by 100
    const mixed: ErosionModulus = soilLoss(3);
    expect([bare, mixed]).toEqual([3, 3]);
  });
});
