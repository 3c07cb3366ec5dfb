import { expect, test } from "vitest";
import { addressOf, largestFirst, numberText, smallestFirst, surveyAddress } from "./figure-address.ts";

test("a count opens the list with the filter by which it was counted", () => {
  const filter = { standing: { eq: "overdue" }, isAsked: { eq: true } };
  const address = addressOf([{ kind: "records", recordSet: "owed-reports", filter, count: 3 }]);
  const [path, query] = address?.split("?") ?? [];
  expect(path).toBe("/records/owed-reports");
  expect(JSON.parse(new URLSearchParams(query).get("filter") ?? "")).toEqual(filter);
});

test("a result opens itself; a value without origin opens nothing", () => {
  const path = surveyAddress("2024-a b");
  expect(path).toBe("/surveys?run=2024-a%20b");
  expect(addressOf([{ kind: "result", titleZh: "调查", titleEn: "Survey", path }])).toBe(path);
  expect(addressOf([])).toBeUndefined();
});

test("a ratio is printed in percent, and nothing is a dash, not zero", () => {
  expect(numberText(0.7282, { unit: "%", decimals: 2 })).toBe("72.82");
  expect(numberText(3917.2785, { unit: "km²", decimals: 2 })).toBe("3,917.28");
  expect(numberText(0, { unit: "份", decimals: 0 })).toBe("0");
  expect(numberText(null, { unit: "%", decimals: 2 })).toBe("—");
});

test("lists are in order, and what has no value is in none", () => {
  const parts = [2, null, 5, 1].map((value) => ({ value, lineage: [] }));
  expect(largestFirst(parts).map(({ value }) => value)).toEqual([5, 2, 1]);
  expect(smallestFirst(parts).map(({ value }) => value)).toEqual([1, 2, 5]);
});
