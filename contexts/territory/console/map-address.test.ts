import { expect, test } from "vitest";
import { layersParameter, mapAddressOf, readMapAddress, recordParameter, viewParameter } from "./map-address.ts";

test("what is written is read", () => {
  const view = { longitude: 121.12346, latitude: 37.5, zoom: 9.25 };
  const layers = [
    { id: "enclosures", opacity: undefined },
    { id: "survey:intensity", opacity: 0.6 },
  ];
  const pick = { set: "protected-zones", id: "9c1d" };
  const query = new URLSearchParams({
    view: viewParameter(view),
    layers: layersParameter(layers),
    pick: recordParameter(pick),
    year: "2024",
    at: "120.5,37.25",
  });
  expect(readMapAddress(`?${query}`)).toEqual({
    view,
    layers,
    pick,
    year: 2024,
    at: { longitude: 120.5, latitude: 37.25 },
    base: undefined,
    show: undefined,
    swipe: undefined,
    selection: undefined,
  });
});

test("a map without layers is not one that says nothing about them", () => {
  expect(readMapAddress("?layers=").layers).toEqual([]);
  expect(readMapAddress("").layers).toBeUndefined();
});

test.each(["?view=1,2", "?view=200,37,8", "?view=120,37,99", "?at=a,b", "?pick=x", "?year=20240", "?show=Set:1"])(
  "what is malformed is as if it were not there: %s",
  (query) => {
    const { view, at, pick, year, show } = readMapAddress(query);
    expect([view, at, pick, year, show]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  },
);

test("a list leads to its selection, a record to itself", () => {
  const filter = { division: { in: ["370686"] } };
  const address = mapAddressOf("enclosures", { filter, text: "东坡" });
  expect(readMapAddress(address.slice("/map".length)).selection).toEqual({
    set: "enclosures",
    filter: JSON.stringify(filter),
    text: "东坡",
  });
  expect(readMapAddress(mapAddressOf("enclosures", { id: "7" }).slice("/map".length)).show).toEqual({
    set: "enclosures",
    id: "7",
  });
});
