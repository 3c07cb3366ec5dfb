/**
 * @zh 工程措施因子 E of a place from the factors of the measures there: 1 without any, and where several lie over each other
 * the smallest, not their product (they hold back the same soil).
 */
export function engineeringMeasuresFactor(factors: readonly number[]): number {
  return factors.reduce((least, factor) => Math.min(least, factor), 1);
}
