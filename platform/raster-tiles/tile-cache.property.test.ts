import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteBoundedCache } from "./tile-cache.ts";

const accesses = fc.array(
  fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    bytes: fc.integer({ min: 0, max: 60 }),
    isSet: fc.boolean(),
  }),
);

test("the cache never holds more than its bytes, and what it holds is what a plain list of the last used would hold", () => {
  fc.assert(
    fc.property(accesses, (steps) => {
      const capacity = 100;
      const cache = new ByteBoundedCache<number>(capacity);
      let model: { key: string; value: number; bytes: number }[] = [];
      for (const [time, { key, bytes, isSet }] of steps.entries()) {
        const held = model.find((entry) => entry.key === key);
        if (isSet) {
          cache.set(key, time, bytes);
          model = [...model.filter((entry) => entry.key !== key), { key, value: time, bytes }];
          while (model.reduce((sum, entry) => sum + entry.bytes, 0) > capacity) model.shift();
        } else {
          expect(cache.get(key)).toBe(held?.value);
          if (held !== undefined) model = [...model.filter((entry) => entry !== held), held];
        }
        expect(cache.bytes).toBe(model.reduce((sum, entry) => sum + entry.bytes, 0));
        expect(cache.bytes).toBeLessThanOrEqual(capacity);
      }
    }),
  );
});

test("a value larger than the cache is not kept, and pushes nothing out", () => {
  const cache = new ByteBoundedCache<string>(10);
  cache.set("small", "kept", 5);
  cache.set("large", "refused", 11);
  expect(cache.get("large")).toBeUndefined();
  expect(cache.get("small")).toBe("kept");
});
