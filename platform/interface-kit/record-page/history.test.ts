import { expect, test } from "vitest";
import { sampleField, sampleSet } from "../record-list/sample-set.ts";
import { changedField, changedValue, isTold } from "./history.ts";

const choices = [{ value: "370613", labelZh: "莱山区", labelEn: "Laishan" }];
const set = sampleSet([
  sampleField({ name: "areaKm2", labelZh: "面积", kind: "number", unit: "km²" }),
  sampleField({ name: "division", labelZh: "区市", kind: "division", choices }),
  sampleField({ name: "keeper", labelZh: "管护单位", kind: "organisation" }),
]);
const words = { text: (key: string) => key, pick: (zh: string) => zh };
const change = (field: string, from: unknown = null, to: unknown = null) => ({ field, from, to });
const names = new Map([["5f0c", "莱山区水利局"]]);

test("a column is told by the name of its field", () => {
  expect(changedField(change("area_km2"), set, words)).toBe("面积");
  expect(changedField(change("division_code"), set, words)).toBe("区市");
  expect(changedField(change("keeper_id"), set, words)).toBe("管护单位");
});

test("values read as in the list, with their unit; none is a dash", () => {
  expect(changedValue(12.5, change("area_km2"), set, names, words)).toBe("12.50 km²");
  expect(changedValue("370613", change("division_code"), set, names, words)).toBe("莱山区");
  expect(changedValue(null, change("area_km2"), set, names, words)).toBe("—");
});

test("an organisation is told by its name, never by its id", () => {
  expect(changedValue("5f0c", change("keeper_id"), set, names, words)).toBe("莱山区水利局");
  expect(changedValue("gone", change("keeper_id"), set, names, words)).toBe("history.organisation");
});

test("what the program keeps for itself is not told, the shape is", () => {
  expect(isTold(change("row_hash"), set)).toBe(false);
  expect(isTold(change("geometry"), set)).toBe(true);
});
