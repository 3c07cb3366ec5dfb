import { expect, test } from "vitest";
import { etagOf, namesEtag } from "./etag.ts";

const etag = etagOf(Uint8Array.of(1, 2, 3));

test.each([
  [etag, true],
  [`W/${etag}`, true],
  [`"other", ${etag}`, true],
  ["*", true],
  ['"other"', false],
  ["", false],
  [null, false],
  [undefined, false],
])("If-None-Match %s: %s", (header, expected) => {
  expect(namesEtag(header, etag)).toBe(expected);
});

test("one etag for equal bytes, another for others", () => {
  expect(etagOf(Uint8Array.of(1, 2, 3))).toBe(etag);
  expect(etagOf(Uint8Array.of(1, 2, 4))).not.toBe(etag);
});
