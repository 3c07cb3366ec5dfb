import { expect, test } from "vitest";
import { parsePosition } from "../search/parse-position.ts";
import { coordinateText } from "./coordinate-text.ts";

const place = { longitude: 121.3912, latitude: 37.4981 };

test("in degrees, with minutes and seconds, and in the zone with its number, the northing as X", () => {
  expect(coordinateText(place, "degrees")).toBe("121.39120° E, 37.49810° N");
  expect(coordinateText(place, "sexagesimal")).toBe("121°23′28.3″E, 37°29′53.2″N");
  expect(coordinateText(place, "zone")).toMatch(/^X 41\d{5}\.\d, Y 40\d{6}\.\d \(EPSG:4528\)$/);
  expect(coordinateText({ longitude: 121.6, latitude: 37.4 }, "zone")).toContain("EPSG:4529");
});

test("a second is never 60, and what is shown is understood when it is typed", () => {
  expect(coordinateText({ longitude: 120.999_999_9, latitude: 37 }, "sexagesimal")).toBe("121°00′00.0″E, 37°00′00.0″N");
  for (const system of ["degrees", "sexagesimal", "zone"] as const) {
    const [read] = parsePosition(coordinateText(place, system).replace(/ \(.*/, ""), place);
    expect(read?.longitude).toBeCloseTo(place.longitude, 4);
    expect(read?.latitude).toBeCloseTo(place.latitude, 4);
  }
});
