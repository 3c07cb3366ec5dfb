export interface FootedTable {
  /** Rounded values, `cells[row][column]`. */
  readonly cells: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
}

/**
 * Rounds a table so that it foots both ways: every row adds up to its printed total, every column to its own, and both
 * to the grand total. Every printed number is its exact value rounded down or up by less than one unit of the last
 * decimal; such a rounding always exists (Bacharach 1966, “matrix rounding”; a 0/1 flow problem).
 *
 * @param values non-negative, `values[row][column]`, every row as long as the first
 */
export function footedTable(values: readonly (readonly number[])[], decimals: number): FootedTable {
  const unit = 10 ** decimals;
  const scaled = values.map((row) => row.map((value) => value * unit));
  const columns = scaled[0]?.length ?? 0;
  const exactRows = scaled.map(sum);
  const exactColumns = Array.from({ length: columns }, (_, column) => sum(scaled.map((row) => row[column]!)));
  const total = Math.round(sum(exactRows));
  const rowTotals = shareOut(exactRows, total);
  const columnTotals = shareOut(exactColumns, total);
  const units = roundInside(scaled, rowTotals, columnTotals);
  return {
    cells: units.map((row) => row.map((value) => value / unit)),
    rowTotals: rowTotals.map((value) => value / unit),
    columnTotals: columnTotals.map((value) => value / unit),
    total: total / unit,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Largest remainder: whole numbers that add up to `total`, each its value rounded down or up. */
function shareOut(values: readonly number[], total: number): number[] {
  const floors = values.map(floorWithTolerance);
  const order = values
    .map((value, index) => ({ index, remainder: value - floors[index]! }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  let missing = total - sum(floors);
  for (const { index } of order) {
    if (missing <= 0) break;
    floors[index]!++;
    missing--;
  }
  return floors;
}

/** A sum of floats a hair below a whole number is that whole number. */
function floorWithTolerance(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-6 ? nearest : Math.floor(value);
}

/**
 * Whole numbers inside given margins: start from the floors, raise the cells with the largest remainders, and where a
 * row is left wanting, move a raise along an alternating path of rows and columns.
 */
function roundInside(
  scaled: readonly (readonly number[])[],
  rowTotals: readonly number[],
  columnTotals: readonly number[],
): number[][] {
  const floors = scaled.map((row) => row.map(floorWithTolerance));
  const isRaised = floors.map((row) => row.map(() => false));
  const rowWants = floors.map((row, index) => rowTotals[index]! - sum(row));
  const columnWants = columnTotals.map((total, column) => total - sum(floors.map((row) => row[column]!)));

  const candidates = scaled
    .flatMap((row, r) => row.map((value, c) => ({ r, c, remainder: value - floors[r]![c]! })))
    .sort((a, b) => b.remainder - a.remainder || a.r - b.r || a.c - b.c);
  for (const { r, c } of candidates) {
    if (rowWants[r]! > 0 && columnWants[c]! > 0) {
      isRaised[r]![c] = true;
      rowWants[r]!--;
      columnWants[c]!--;
    }
  }
  for (let r = 0; r < rowWants.length; r++) {
    while (rowWants[r]! > 0 && moveRaise(r, isRaised, columnWants)) rowWants[r]!--;
  }
  return floors.map((row, r) => row.map((value, c) => value + (isRaised[r]![c] ? 1 : 0)));
}

/** Finds a column that still wants a raise, reachable from a row by giving raises up elsewhere; breadth first. */
function moveRaise(start: number, isRaised: boolean[][], columnWants: number[]): boolean {
  const rowBeforeColumn = new Map<number, number>();
  const columnBeforeRow = new Map<number, number>();
  const queue = [start];
  for (const row of queue) {
    for (let column = 0; column < columnWants.length; column++) {
      if (isRaised[row]![column] || rowBeforeColumn.has(column)) continue;
      rowBeforeColumn.set(column, row);
      if (columnWants[column]! > 0) {
        raiseAlong(column, start, isRaised, rowBeforeColumn, columnBeforeRow);
        columnWants[column]!--;
        return true;
      }
      for (let other = 0; other < isRaised.length; other++) {
        if (!isRaised[other]![column] || other === start || columnBeforeRow.has(other)) continue;
        columnBeforeRow.set(other, column);
        queue.push(other);
      }
    }
  }
  return false;
}

function raiseAlong(
  lastColumn: number,
  start: number,
  isRaised: boolean[][],
  rowBeforeColumn: ReadonlyMap<number, number>,
  columnBeforeRow: ReadonlyMap<number, number>,
): void {
  let column = lastColumn;
  for (;;) {
    const row = rowBeforeColumn.get(column)!;
    isRaised[row]![column] = true;
    if (row === start) return;
    column = columnBeforeRow.get(row)!;
    isRaised[row]![column] = false;
  }
}
