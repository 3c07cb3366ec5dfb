/** Arc tangent in radians. The twin of `atan` in engine/reproducible-maths, where the method is told: the same steps. */
export function atan(x: f64): f64 {
  const t = Math.abs(x);
  let numerator = t;
  let denominator: f64 = 1;
  let high: f64 = 0;
  let low: f64 = 0;
  if (t > 0.2360679774997897) {
    numerator = 2 * t - 1;
    denominator = 2 + t;
    high = 0.4636476090008061;
    low = 2.2698777452961687e-17;
  }
  if (t > 0.7207592200561265) {
    numerator = t - 1;
    denominator = t + 1;
    high = 0.7853981633974483;
    low = 3.061616997868383e-17;
  }
  if (t > 1.3874258867227933) {
    numerator = t - 2;
    denominator = 1 + 2 * t;
    high = 1.1071487177940904;
    low = 9.40447137356638e-17;
  }
  if (t > 4.23606797749979) {
    numerator = -1;
    denominator = t;
    high = 1.5707963267948966;
    low = 6.123233995736766e-17;
  }
  const u = numerator / denominator;
  const z = u * u;
  let q: f64 = 0.04836250825714187;
  q = q * z - 0.06575466622199681;
  q = q * z + 0.07688083097039321;
  q = q * z - 0.0909079978066757;
  q = q * z + 0.11111109568616877;
  q = q * z - 0.14285714274997233;
  q = q * z + 0.1999999999997158;
  q = q * z - 0.3333333333333332;
  const angle = high + (low + (u + u * (z * q)));
  return x < 0 ? -angle : angle;
}
