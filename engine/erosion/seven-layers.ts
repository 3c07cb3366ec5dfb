import type { KernelSession } from "#engine/kernels";
import { TerraceError } from "#errors";

/**
 * R·K·L·S·B·E·T of seven ready layers, cell by cell in f64 from the first to the last, rounded once: for factors that come as
 * rasters, where nothing is left to compute. Arrays are in the session's memory; NaN in any gives NaN.
 * @throws TerraceError `layers-incomplete` unless there are seven of one length
 */
export function multiplySevenLayers(
  session: KernelSession,
  layers: readonly Float32Array[],
  product: Float32Array,
): void {
  const [a, b, c, d, e, f, g] = layers;
  const isWhole = layers.length === 7 && layers.every((layer) => layer.length === product.length);
  if (!isWhole || !a || !b || !c || !d || !e || !f || !g) {
    throw new TerraceError({
      code: "layers-incomplete",
      userMessage: `连乘需要 R、K、L、S、B、E、T 七个同样大小的图层，现有 ${layers.length} 个。请补齐。`,
      message: `The product needs seven layers of one size (R, K, L, S, B, E, T); there are ${layers.length}.`,
      details: { layers: layers.map((layer) => layer.length), cells: product.length },
    });
  }
  session.exports.productOfSeven(
    a.byteOffset,
    b.byteOffset,
    c.byteOffset,
    d.byteOffset,
    e.byteOffset,
    f.byteOffset,
    g.byteOffset,
    product.byteOffset,
    product.length,
  );
}
