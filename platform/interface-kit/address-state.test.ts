import { expect, test } from "vitest";
import { safeReturnAddress } from "./address-state.ts";

test("a sign-in returns to a page of our own", () => {
  expect(safeReturnAddress("/records/enclosures?page=2")).toBe("/records/enclosures?page=2");
});

test.each([
  null,
  "",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "https://elsewhere.example",
  "javascript:alert(1)",
])("%s would lead elsewhere and becomes the first page", (address) => {
  expect(safeReturnAddress(address)).toBe("/");
});
