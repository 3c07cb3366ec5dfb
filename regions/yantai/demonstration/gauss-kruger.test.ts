import { describe, expect, it } from "vitest";
import { transformer } from "#engine/projections";
import { project, unproject } from "./gauss-kruger.ts";

describe("Gauss–Krüger from + − × ÷ √ alone", () => {
  const toGrid = transformer("EPSG:4490", "EPSG:4549");

  it("agrees with PROJ to a centimetre over the whole city", () => {
    for (let longitude = 119.4; longitude <= 122; longitude += 0.2) {
      for (let latitude = 36.2; latitude <= 38.5; latitude += 0.23) {
        const expected = toGrid(longitude, latitude);
        const actual = project(longitude, latitude);
        expect(Math.abs(actual.x - expected.x)).toBeLessThan(0.01);
        expect(Math.abs(actual.y - expected.y)).toBeLessThan(0.01);
      }
    }
  });

  it("comes back to the same place", () => {
    const at = project(121.75, 37.26);
    const back = unproject(at.x, at.y);
    expect(back.longitude).toBeCloseTo(121.75, 10);
    expect(back.latitude).toBeCloseTo(37.26, 10);
  });
});
