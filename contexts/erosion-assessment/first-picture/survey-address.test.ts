import { expect, test } from "vitest";
import { placeParameter, readSurveyAddress, viewParameter } from "./survey-address.ts";

test("an address is read back as it was written", () => {
  const at = { longitude: 121.391234, latitude: 37.498765 };
  const view = { longitude: 121.3, latitude: 37.25, zoom: 9.5 };
  const query = `?run=yantai-2025&layer=soil-loss&compare=yantai-2020&at=${placeParameter(at)}&view=${viewParameter(view)}`;
  expect(readSurveyAddress(query)).toEqual({
    run: "yantai-2025",
    layer: "soil-loss",
    compare: "yantai-2020",
    at,
    view,
  });
});

test("an empty address says nothing", () => {
  expect(readSurveyAddress("")).toEqual({
    run: undefined,
    layer: undefined,
    compare: undefined,
    at: undefined,
    view: undefined,
  });
});

test.each(["121.4", "121.4,", "121.4,x", "121.4,97", "190,37", ",", "1,2,3"])("a malformed place is none: %s", (at) => {
  expect(readSurveyAddress(`?at=${at}`).at).toBeUndefined();
});

test.each(["121,37", "121,37,-1", "121,37,40"])("a malformed view is none: %s", (view) => {
  expect(readSurveyAddress(`?view=${view}`).view).toBeUndefined();
});

test("a layer that does not exist is none", () => {
  expect(readSurveyAddress("?layer=gold").layer).toBeUndefined();
});
