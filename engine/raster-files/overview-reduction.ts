import type { CellValues } from "#engine/rasters";

export type OverviewMethod = "average" | "nearest" | "mode";

/**
 * Makes one row of the next overview from two rows (or one, at the southern edge of an odd grid).
 * @param upper values of the northern row begin at `upperStart`; `columns` of them
 * @param lower the southern row likewise; undefined where there is none
 * @param target receives `ceil(columns / 2)` values
 */
export type RowReduction = (
  upper: CellValues,
  upperStart: number,
  lower: CellValues | undefined,
  lowerStart: number,
  columns: number,
  target: CellValues,
) => void;

/**
 * @param noData the value that stands for none; NaN stands for none in float arrays in any case
 */
export function createRowReduction(method: OverviewMethod, noData: number | undefined, isFloat: boolean): RowReduction {
  switch (method) {
    case "nearest":
      return nearestRow;
    case "mode":
      return (...args) => modeRow(noData, ...args);
    case "average":
      return isFloat
        ? (...args) => averageFloatRow(noData ?? Number.NaN, ...args)
        : (...args) => averageIntegerRow(noData, ...args);
  }
}

const nearestRow: RowReduction = (upper, upperStart, _lower, _lowerStart, columns, target) => {
  for (let i = 0, from = upperStart; i < columns; i += 2, from += 2) target[i >> 1] = upper[from]!;
};

/** Mean of the cells that hold a value, summed in one order in float64 and rounded once. */
function averageFloatRow(
  noData: number,
  ...[upper, upperStart, lower, lowerStart, columns, target]: Parameters<RowReduction>
): void {
  const full = lower === undefined ? 0 : columns >> 1;
  if (lower !== undefined) {
    for (let i = 0; i < full; i++) {
      const a = upper[upperStart + 2 * i]!;
      const b = upper[upperStart + 2 * i + 1]!;
      const c = lower[lowerStart + 2 * i]!;
      const d = lower[lowerStart + 2 * i + 1]!;
      const isComplete = a !== noData && b !== noData && c !== noData && d !== noData;
      const sum = a + b + (c + d);
      // A NaN among the four makes the sum NaN.
      target[i] = isComplete && !Number.isNaN(sum) ? sum * 0.25 : meanOfValid(noData, a, b, c, d);
    }
  }
  for (let i = full; i < (columns + 1) >> 1; i++) {
    const hasEast = 2 * i + 1 < columns;
    const a = upper[upperStart + 2 * i]!;
    const b = hasEast ? upper[upperStart + 2 * i + 1]! : Number.NaN;
    const c = lower === undefined ? Number.NaN : lower[lowerStart + 2 * i]!;
    const d = lower === undefined || !hasEast ? Number.NaN : lower[lowerStart + 2 * i + 1]!;
    target[i] = meanOfValid(noData, a, b, c, d);
  }
}

function meanOfValid(noData: number, a: number, b: number, c: number, d: number): number {
  let sum = 0;
  let count = 0;
  if (!Number.isNaN(a) && a !== noData) {
    sum += a;
    count++;
  }
  if (!Number.isNaN(b) && b !== noData) {
    sum += b;
    count++;
  }
  if (!Number.isNaN(c) && c !== noData) {
    sum += c;
    count++;
  }
  if (!Number.isNaN(d) && d !== noData) {
    sum += d;
    count++;
  }
  return count === 0 ? noData : sum / count;
}

function averageIntegerRow(
  noData: number | undefined,
  ...[upper, upperStart, lower, lowerStart, columns, target]: Parameters<RowReduction>
): void {
  for (let i = 0; i < (columns + 1) >> 1; i++) {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < 4; k++) {
      const column = 2 * i + (k & 1);
      const row = k < 2 ? upper : lower;
      if (row === undefined || column >= columns) continue;
      const value = row[(k < 2 ? upperStart : lowerStart) + column]!;
      if (value === noData) continue;
      sum += value;
      count++;
    }
    target[i] = count === 0 ? (noData ?? 0) : Math.floor(sum / count + 0.5);
  }
}

/** The code that most of the cells carry; among equals the first from the north-west. */
function modeRow(
  noData: number | undefined,
  ...[upper, upperStart, lower, lowerStart, columns, target]: Parameters<RowReduction>
): void {
  for (let i = 0; i < (columns + 1) >> 1; i++) {
    const hasEast = 2 * i + 1 < columns;
    const a = upper[upperStart + 2 * i]!;
    const b = hasEast ? upper[upperStart + 2 * i + 1]! : a;
    const c = lower === undefined ? a : lower[lowerStart + 2 * i]!;
    const d = lower === undefined ? b : hasEast ? lower[lowerStart + 2 * i + 1]! : c;
    target[i] = a === b && a === c && a === d ? a : mostFrequent(noData, a, b, c, d);
  }
}

function mostFrequent(noData: number | undefined, a: number, b: number, c: number, d: number): number {
  if (a !== noData && (a === b || a === c || a === d)) {
    // Two pairs are a tie, which goes to the first; three others that agree outvote it only when it stands alone.
    return a;
  }
  if (b !== noData && (b === c || b === d)) return b;
  if (c !== noData && c === d) return c;
  if (a !== noData) return a;
  if (b !== noData) return b;
  if (c !== noData) return c;
  return d;
}
