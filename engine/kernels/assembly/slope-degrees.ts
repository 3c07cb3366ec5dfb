import { atan } from "./arc-tangent";

const DEGREES_PER_RADIAN: f64 = 57.29577951308232;

/** Degrees of `cells` slopes from their tangents; NaN stays NaN. */
export function slopeDegreesOf(slopeTangent: usize, slopeDegrees: usize, cells: usize): void {
  for (let offset: usize = 0; offset < cells << 2; offset += 4) {
    store<f32>(slopeDegrees + offset, <f32>(atan(<f64>load<f32>(slopeTangent + offset)) * DEGREES_PER_RADIAN));
  }
}
