/**
 * Noise that is bit for bit the same on every machine: integer hashing, and of the floating-point operations only
 * + − × ÷, which IEEE 754 fixes exactly.
 */

/** A well-mixed unsigned 32-bit integer of up to three integers (finaliser constants of MurmurHash3's fmix32). */
export function hash32(a: number, b: number, c: number): number {
  let h = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1). */
export function hashUnit(a: number, b: number, c: number): number {
  return hash32(a, b, c) / 4294967296;
}

/** Eight directions of about unit length. */
const GRADIENT_X = [1, Math.SQRT1_2, 0, -Math.SQRT1_2, -1, -Math.SQRT1_2, 0, Math.SQRT1_2];
const GRADIENT_Y = [0, Math.SQRT1_2, 1, Math.SQRT1_2, 0, -Math.SQRT1_2, -1, -Math.SQRT1_2];

function corner(ix: number, iy: number, seed: number, dx: number, dy: number): number {
  const g = hash32(ix, iy, seed) >>> 29;
  return GRADIENT_X[g]! * dx + GRADIENT_Y[g]! * dy;
}

/** Gradient noise of a position, about −1 to 1, one feature per unit of length. */
export function gradientNoise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const dx = x - ix;
  const dy = y - iy;
  const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
  const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
  const n00 = corner(ix, iy, seed, dx, dy);
  const n10 = corner(ix + 1, iy, seed, dx - 1, dy);
  const n01 = corner(ix, iy + 1, seed, dx, dy - 1);
  const n11 = corner(ix + 1, iy + 1, seed, dx - 1, dy - 1);
  const north = n00 + u * (n10 - n00);
  const south = n01 + u * (n11 - n01);
  return 1.5 * (north + v * (south - north));
}

/** Sum of `octaves` gradient noises, each of twice the frequency and half the height; about −1 to 1. */
export function fractalNoise(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let height = 1;
  let total = 0;
  let px = x;
  let py = y;
  for (let octave = 0; octave < octaves; octave++) {
    sum += height * gradientNoise(px, py, seed + octave * 101);
    total += height;
    height *= 0.5;
    px *= 2;
    py *= 2;
  }
  return sum / total;
}
