import { expect, test } from "vitest";
import { TileCache } from "./tile-cache.ts";

const sizeOf = (bytes: Uint8Array) => bytes.length;
const never = () => Promise.reject(new Error("it was kept"));

test("what was used longest ago goes first, and the limit holds", async () => {
  const cache = new TileCache(3500);
  const make = () => Promise.resolve(new Uint8Array(1000));
  for (const key of ["a", "b", "a", "c"]) await cache.get(key, sizeOf, make);
  expect(cache.bytes).toBeLessThanOrEqual(3500);
  await expect(cache.get("a", sizeOf, never)).resolves.toHaveLength(1000);
  // a, b and c take 1202 each: b had to go.
  await expect(cache.get("b", sizeOf, never)).rejects.toThrow("it was kept");
});

test("what is greater than the limit is given but not kept", async () => {
  const cache = new TileCache(500);
  await cache.get("a", sizeOf, () => Promise.resolve(new Uint8Array(1000)));
  expect(cache.bytes).toBe(0);
});

test("what several ask for at once is made once", async () => {
  const cache = new TileCache(10_000);
  let made = 0;
  const make = async () => {
    made++;
    return new Uint8Array(10);
  };
  await Promise.all([cache.get("a", sizeOf, make), cache.get("a", sizeOf, make), cache.get("a", sizeOf, make)]);
  expect(made).toBe(1);
});

test("who waits for an attempt that fails makes its own", async () => {
  const cache = new TileCache(10_000);
  const failing = cache.get("a", sizeOf, () => Promise.reject(new Error("connection lost")));
  const own = cache.get("a", sizeOf, () => Promise.resolve(new Uint8Array(10)));
  await expect(failing).rejects.toThrow("connection lost");
  await expect(own).resolves.toHaveLength(10);
});
