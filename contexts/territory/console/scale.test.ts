import { expect, test } from "vitest";
import { metresPerPixel, scaleBar, scaleOfZoom, scaleText, zoomOfScale } from "./scale.ts";

test("the equator fills 512 pixels at zoom 0; each zoom halves a pixel; a pixel shrinks with the cosine of the latitude", () => {
  expect(metresPerPixel(0, 0) * 512).toBeCloseTo(40_075_016.7, 0);
  expect(metresPerPixel(5, 0) / metresPerPixel(6, 0)).toBeCloseTo(2, 12);
  expect(metresPerPixel(8, 60) / metresPerPixel(8, 0)).toBeCloseTo(0.5, 12);
});

test("scale and zoom lead to each other", () => {
  for (const denominator of [5000, 50_000, 1_000_000]) {
    expect(scaleOfZoom(zoomOfScale(denominator, 37.2), 37.2)).toBeCloseTo(denominator, 5);
  }
});

test("a bar has a round length, fits, and is at least two fifths of its place", () => {
  for (let zoom = 3; zoom < 19; zoom += 0.37) {
    const bar = scaleBar(zoom, 37.2, 120);
    expect(bar.pixels).toBeLessThanOrEqual(120);
    expect(bar.pixels).toBeGreaterThanOrEqual(48 - 1e-9);
    expect(String(bar.metres)).toMatch(/^[125]0*$/);
  }
  expect(scaleBar(zoomOfScale(50_000, 37), 37, 120).label).toBe("1 km");
  expect(scaleBar(zoomOfScale(5000, 37), 37, 120).label).toBe("100 m");
});

test("a scale in words", () => {
  expect(scaleText(50_000)).toBe("1 : 50,000");
  expect(scaleText(123_456)).toBe("1 : 123,000");
});
