import fc from "fast-check";
import { expect, test } from "vitest";
import { listAddressPatch, nextSort, readListAddress, withCondition } from "./list-address.ts";

function queryOf(patch: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) query.set(key, value);
  return `?${query}`;
}

test("an empty address is the first page of everything, sorted as usual", () => {
  expect(readListAddress("")).toEqual({ filter: {}, text: "", sort: [], page: 1, pageSize: 50, look: undefined });
});

test("what is written is read again, whatever people filter by", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const condition = fc.record({ eq: scalar, in: fc.array(scalar), contains: fc.string() }, { requiredKeys: [] });
  const filter = fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
    condition,
  );
  fc.assert(
    fc.property(filter, fc.string(), fc.integer({ min: 1, max: 9999 }), (asked, text, page) => {
      const read = readListAddress(queryOf(listAddressPatch({ filter: asked, text, page })));
      expect(read.filter).toEqual(JSON.parse(JSON.stringify(asked)));
      expect(read).toMatchObject({ text, page });
    }),
  );
});

test("a descending field carries a minus", () => {
  const sort = [
    { field: "areaKm2", direction: "descending" },
    { field: "code", direction: "ascending" },
  ] as const;
  expect(listAddressPatch({ sort })).toEqual({ sort: "-areaKm2,code", page: undefined });
  expect(readListAddress("?sort=-areaKm2,code").sort).toEqual(sort);
});

test.each(["?filter={", "?filter=[1]", "?filter=null", '?filter={"code":{"drop":1}}', "?page=0&pageSize=7&sort=;drop"])(
  "a malformed address %s is as if it had not been there",
  (query) => {
    expect(readListAddress(query)).toEqual(readListAddress(""));
  },
);

test("another filter begins at the first page again, the next page keeps the filter", () => {
  expect(listAddressPatch({ text: "莱山" })).toEqual({ text: "莱山", page: undefined });
  expect(listAddressPatch({ page: 3 })).toEqual({ page: "3" });
});

test("a condition that asks nothing is taken away", () => {
  const filter = { code: { contains: "A" }, state: { in: ["open"] } };
  expect(withCondition(filter, "state", { in: [] })).toEqual({ code: { contains: "A" } });
  expect(withCondition(filter, "areaKm2", { from: 0 })).toEqual({ ...filter, areaKm2: { from: 0 } });
  expect(withCondition(filter, "code", undefined)).toEqual({ state: { in: ["open"] } });
});

test("three clicks on a heading: one way, the other, as usual", () => {
  const one = nextSort([], "areaKm2", "descending");
  expect(one).toEqual([{ field: "areaKm2", direction: "descending" }]);
  const two = nextSort(one, "areaKm2", "descending");
  expect(two).toEqual([{ field: "areaKm2", direction: "ascending" }]);
  expect(nextSort(two, "areaKm2", "descending")).toEqual([]);
  expect(nextSort(two, "code", "ascending")).toEqual([{ field: "code", direction: "ascending" }]);
});
