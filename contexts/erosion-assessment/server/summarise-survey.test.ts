import { describe, expect, it } from "vitest";
import { summariseZones } from "./summarise-survey.ts";

const KM2 = 1e10;

describe("summariseZones", () => {
  it("counts 轻度 and above as loss, and the rate from exact areas", () => {
    const { zones, total } = summariseZones([
      {
        name: "甲",
        nameEn: null,
        code: "1",
        classSquareCentimetres: [7 * KM2, 2 * KM2, KM2, 0, 0, 0],
        soilLossGrams: 3_000e6,
      },
      { name: "乙", nameEn: null, code: null, classSquareCentimetres: [0, 0, 0, 0, 0, 0], soilLossGrams: 0 },
    ]);
    expect(zones[0]).toMatchObject({
      areaKm2: 10,
      soilWaterLossAreaKm2: 3,
      conservationRatePercent: 70,
      meanErosionModulus: 300,
      totalSoilLossTonnes: 3000,
    });
    expect(zones[1]).toMatchObject({ areaKm2: 0, conservationRatePercent: null, meanErosionModulus: null });
    expect(total).toMatchObject({ name: "合计", areaKm2: 10, conservationRatePercent: 70 });
  });

  it("prints columns that foot though each zone would round up", () => {
    const third = KM2 / 3;
    const { zones, total } = summariseZones(
      ["甲", "乙", "丙"].map((name) => ({
        name,
        nameEn: null,
        code: null,
        classSquareCentimetres: [third, third, third, third, third, third],
        soilLossGrams: 1e6,
      })),
    );
    const hundredths = (value: number) => Math.round(value * 100);
    const printed = zones.reduce((sum, zone) => sum + hundredths(zone.areaKm2), 0);
    expect(printed).toBe(hundredths(total.areaKm2));
    for (const zone of [...zones, total]) {
      const classes = Object.values(zone.classKm2).reduce((sum, value) => sum + hundredths(value), 0);
      expect(classes).toBe(hundredths(zone.areaKm2));
      expect(Object.values(zone.classPercent).reduce((sum, value) => sum + hundredths(value), 0)).toBe(10_000);
    }
  });
});
