/** How often values fall into equal bins of a range. */
export interface Histogram {
  readonly minimum: number;
  readonly maximum: number;
  /** Bin i holds minimum + i·width ≤ value < minimum + (i + 1)·width; the last one includes `maximum`. */
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  readonly withoutValue: number;
  /** Least and greatest value seen, undefined where none was. */
  readonly least: number | undefined;
  readonly greatest: number | undefined;
}

/**
 * @param values NaN counts as without value
 * @param maximum > `minimum`
 * @param bins at least 1
 */
export function histogram(values: Float32Array, minimum: number, maximum: number, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  const binsPerUnit = bins / (maximum - minimum);
  let below = 0;
  let above = 0;
  let withoutValue = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isNaN(value)) {
      withoutValue += 1;
      continue;
    }
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (value < minimum) below += 1;
    else if (value > maximum) above += 1;
    else counts[Math.min(bins - 1, Math.floor((value - minimum) * binsPerUnit))]! += 1;
  }
  const hasValue = least <= greatest;
  return {
    minimum,
    maximum,
    counts,
    below,
    above,
    withoutValue,
    least: hasValue ? least : undefined,
    greatest: hasValue ? greatest : undefined,
  };
}
