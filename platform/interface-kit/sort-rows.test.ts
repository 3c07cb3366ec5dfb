import { expect, test } from "vitest";
import { sortRows } from "./sort-rows.ts";

const rows = [
  { name: "招远市", rate: 70 },
  { name: "海阳市", rate: null },
  { name: "莱阳市", rate: 80 },
];

test("rows without a value come last in both directions", () => {
  const names = (direction: "ascending" | "descending") =>
    sortRows(rows, (row) => row.rate, direction, "zh-CN").map((row) => row.name);
  expect(names("ascending")).toEqual(["招远市", "莱阳市", "海阳市"]);
  expect(names("descending")).toEqual(["莱阳市", "招远市", "海阳市"]);
});

test("Chinese names sort by pronunciation, and the rows given are not changed", () => {
  const sorted = sortRows(rows, (row) => row.name, "ascending", "zh-CN").map((row) => row.name);
  expect(sorted).toEqual(["海阳市", "莱阳市", "招远市"]);
  expect(rows[0]?.name).toBe("招远市");
});
