import { expect, test } from "vitest";
import { positionText } from "./position-text.ts";

test("hemispheres are letters, not signs", () => {
  expect(positionText(121.3912, 37.4981)).toBe("121.39120° E, 37.49810° N");
  expect(positionText(-118.25, -3)).toBe("118.25000° W, 3.00000° S");
});

test("a longitude beyond the date line is brought back", () => {
  expect(positionText(181, 0)).toBe("179.00000° W, 0.00000° N");
});
