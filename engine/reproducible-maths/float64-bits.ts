/**
 * Reading and writing the exponent of a double. Everything else in this folder is + − × ÷ and √, which IEEE 754
 * rounds the same on every machine; only the exponent needs its bits.
 */
const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const HIGH = isLittleEndian ? 1 : 0;

/** The upper 32 bits: sign, 11 bits of exponent, 20 bits of fraction. */
export function highWord(x: number): number {
  value[0] = x;
  return words[HIGH]!;
}

/** A double of the given upper 32 bits, the lower 32 bits zero. */
export function fromHighWord(high: number): number {
  words[HIGH] = high;
  words[1 - HIGH] = 0;
  return value[0]!;
}

/** `x` with its upper 32 bits replaced. */
export function withHighWord(x: number, high: number): number {
  value[0] = x;
  words[HIGH] = high;
  return value[0]!;
}

/** 1.5 · 2⁵²: added to a number below 2⁵¹ it leaves no room for a fraction, so that the processor rounds to an integer. */
const INTEGERS_ONLY = 6755399441055744;

/** The nearest integer of |x| < 2⁵¹, ties to even: two additions, also in the SIMD kernels. */
export function nearestInteger(x: number): number {
  return x + INTEGERS_ONLY - INTEGERS_ONLY;
}

/** 2ⁿ for −1022 ≤ n ≤ 1023. */
export function powerOfTwo(n: number): number {
  return fromHighWord((n + 1023) << 20);
}

/**
 * x · 2ⁿ for the results of an exponential: `x` within [½, 2], any integer `n`. In the subnormal range it is rounded once
 * (the first factor keeps the value normal, the second rounds).
 */
export function scaleByPowerOfTwo(x: number, n: number): number {
  if (n > 1023) return n > 1100 ? Number.POSITIVE_INFINITY : x * powerOfTwo(1023) * powerOfTwo(n - 1023);
  if (n < -1021) return n < -1100 ? 0 : x * powerOfTwo(n + 100) * powerOfTwo(-100);
  return x * powerOfTwo(n);
}
