import { inPieces, type KernelSession } from "#engine/kernels";
import { atan, DEGREES_PER_RADIAN } from "#engine/reproducible-maths";

/** @zh 坡度 Slope in degrees from its tangent, rounded once to float32; NaN stays NaN. The twin of the kernel. */
export function slopeDegrees(slopeTangent: Float32Array): Float32Array {
  return slopeTangent.map((tangent) => atan(tangent) * DEGREES_PER_RADIAN);
}

/** The same by the kernel. `slopeTangent` and the result are in the session's memory. */
export function slopeDegreesKernel(session: KernelSession, slopeTangent: Float32Array): Float32Array {
  const result = session.allocate("float32", slopeTangent.length);
  inPieces(slopeTangent.length, 1, (first, end) => {
    session.exports.slopeDegreesOf(slopeTangent.byteOffset + 4 * first, result.byteOffset + 4 * first, end - first);
  });
  return result;
}
