export interface SortState {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/** A sorted copy; rows without a value come last in both directions, equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | string | null,
  direction: SortState["direction"],
  language: string,
): Row[] {
  const collator = new Intl.Collator(language);
  const sign = direction === "ascending" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const left = value(a);
    const right = value(b);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * collator.compare(String(left), String(right));
  });
}
