import { expect, test } from "vitest";
import {
  atan,
  cosineOfDegrees,
  exp,
  exp2,
  fifthRoot,
  log,
  log2,
  pow,
  sineOfDegrees,
  tangentOfDegrees,
} from "./index.ts";

/** Distance in units in the last place of the larger. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) / 2 ** (Math.floor(Math.log2(larger)) - 52);
}

function worst(from: number, to: number, steps: number, ours: (x: number) => number, theirs: (x: number) => number) {
  let distance = 0;
  for (let i = 0; i <= steps; i += 1) {
    const x = from + ((to - from) * i) / steps;
    distance = Math.max(distance, ulps(ours(x), theirs(x)));
  }
  return distance;
}

function expectNotDecreasing(from: number, to: number, steps: number, ours: (x: number) => number) {
  let previous = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= steps; i += 1) {
    const y = ours(from + ((to - from) * i) / steps);
    if (y < previous) expect.fail(`${ours.name} decreases at step ${i}: ${previous} → ${y}`);
    previous = y;
  }
}

// The platform's Math is itself within one unit of the true value; three units apart means at most two units wrong.
test("atan agrees with Math.atan to 2 units, is odd, and does not decrease, also across its five pieces", () => {
  expect(worst(0, 6, 200_000, atan, Math.atan)).toBeLessThanOrEqual(2);
  expect(worst(6, 4000, 100_000, atan, Math.atan)).toBeLessThanOrEqual(2);
  expect(atan(0)).toBe(0);
  expect(atan(1)).toBe(Math.PI / 4);
  expect(atan(Number.POSITIVE_INFINITY)).toBe(Math.PI / 2);
  expect(atan(-0.7)).toBe(-atan(0.7));
  expect(atan(Number.NaN)).toBeNaN();
  expectNotDecreasing(0, 8, 400_000, atan);
  for (const limit of [0.2360679774997897, 0.7207592200561265, 1.3874258867227933, 4.23606797749979]) {
    expectNotDecreasing(limit - 1e-13, limit + 1e-13, 2000, atan);
  }
});

test("exp2 is exact at every integer and agrees with 2 ** x to 2 units", () => {
  for (let n = -1074; n <= 1023; n += 1) expect(exp2(n)).toBe(2 ** n);
  expect(worst(-1020, 1020, 200_000, exp2, (x) => 2 ** x)).toBeLessThanOrEqual(2);
  expect(worst(-1, 1, 100_000, exp2, (x) => 2 ** x)).toBeLessThanOrEqual(2);
  expect(exp2(1025)).toBe(Number.POSITIVE_INFINITY);
  expect(exp2(-1100)).toBe(0);
  expect(exp2(Number.NaN)).toBeNaN();
});

test("exp agrees with Math.exp to 2 units, is 1 at 0 and does not decrease", () => {
  expect(exp(0)).toBe(1);
  expect(worst(-700, 700, 200_000, exp, Math.exp)).toBeLessThanOrEqual(2);
  expect(worst(-5, 5, 200_000, exp, Math.exp)).toBeLessThanOrEqual(2);
  expectNotDecreasing(-4, 4, 200_000, exp);
  expect(exp(800)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(-800)).toBe(0);
});

test("log and log2 agree with Math to 2 units; log2 is exact at powers of two", () => {
  for (let n = -1074; n <= 1023; n += 1) expect(log2(2 ** n)).toBe(n);
  expect(log(1)).toBe(0);
  expect(worst(1e-3, 20, 200_000, log, Math.log)).toBeLessThanOrEqual(2);
  expect(worst(0.99, 1.01, 100_000, log, Math.log)).toBeLessThanOrEqual(2);
  expect(worst(1, 1e12, 100_000, log, Math.log)).toBeLessThanOrEqual(2);
  expect(worst(1e-3, 20, 200_000, log2, Math.log2)).toBeLessThanOrEqual(3);
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(-1)).toBeNaN();
});

test("pow is exact for the exponents 0, 1, 2 and ½ and agrees with ** to 2 units elsewhere", () => {
  for (const x of [0, 1e-300, 0.3, 1, 7.25, 1e200]) {
    expect(pow(x, 0)).toBe(1);
    expect(pow(x, 1)).toBe(x);
    expect(pow(x, 2)).toBe(x * x);
    expect(pow(x, 0.5)).toBe(Math.sqrt(x));
  }
  for (const y of [-7.1891, -0.8, 0.2, 0.3, 0.4, 0.8, 1.3, 1.5, 1.7265, 2.7, 3, 12.5, 40]) {
    expect(
      worst(
        0.01,
        300,
        60_000,
        (x) => pow(x, y),
        (x) => x ** y,
      ),
    ).toBeLessThanOrEqual(2);
    expect(
      worst(
        1e6,
        1e7,
        20_000,
        (x) => pow(x, y),
        (x) => x ** y,
      ),
    ).toBeLessThanOrEqual(2);
  }
  expect(pow(0, 1.5)).toBe(0);
  expect(pow(0, -1.5)).toBe(Number.POSITIVE_INFINITY);
  expect(pow(10, 400)).toBe(Number.POSITIVE_INFINITY);
  expect(pow(10, -400)).toBe(0);
  expect(pow(-1, 3)).toBeNaN();
  expectNotDecreasing(10, 300, 200_000, (p) => pow(p, 1.7265));
});

test("whole powers of small integers are exact: a perfect result is not missed by a bit", () => {
  for (let base = 2; base <= 20; base += 1) {
    for (let power = 3; power <= 8; power += 1) expect(pow(base, power)).toBe(base ** power);
  }
});

test("the fifth root agrees with x ** 0.2 to 3 units and does not decrease over the lengths of slopes", () => {
  expect(fifthRoot(0)).toBe(0);
  expect(worst(1e-6, 50, 300_000, fifthRoot, (x) => x ** 0.2)).toBeLessThanOrEqual(3);
  expect(worst(50, 1e9, 100_000, fifthRoot, (x) => x ** 0.2)).toBeLessThanOrEqual(3);
  // Steps of 1/65536 of a 10 m cell in units of 22.13 m: the fixed-point lengths of the hydrology kernels.
  expectNotDecreasing(0, 14, 2_000_000, fifthRoot);
});

test("sine and cosine of degrees agree with Math to 3 units, the tangent to 6", () => {
  // Most of the distance is the rounding of degrees to radians, which the two sides do in another order.
  const radians = (d: number) => (d * Math.PI) / 180;
  expect(sineOfDegrees(0)).toBe(0);
  expect(sineOfDegrees(90)).toBe(1);
  expect(sineOfDegrees(30)).toBeCloseTo(0.5, 15);
  expect(worst(0, 90, 90_000, sineOfDegrees, (d) => Math.sin(radians(d)))).toBeLessThanOrEqual(3);
  expect(worst(0, 60, 60_000, cosineOfDegrees, (d) => Math.cos(radians(d)))).toBeLessThanOrEqual(3);
  expect(worst(0, 60, 60_000, tangentOfDegrees, (d) => Math.tan(radians(d)))).toBeLessThanOrEqual(6);
});
