/** What stands for “none”: 0 is only ever zero. */
export const dash = "—";

/** A figure with thousands separated and a fixed number of decimals; a dash for null. */
export function formatFigure(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  return formatter(decimals).format(value === 0 ? 0 : value);
}

/** As `formatFigure` with + or − (U+2212) in front, for changes. */
export function formatChange(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const text = formatFigure(Math.abs(value), decimals);
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** A factor or another value of unknown size with `digits` significant digits and no superfluous zeros. */
export function formatSignificant(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  return new Intl.NumberFormat("en-US", { maximumSignificantDigits: digits }).format(value === 0 ? 0 : value);
}

const formatters = new Map<number, Intl.NumberFormat>();

function formatter(decimals: number): Intl.NumberFormat {
  const known = formatters.get(decimals);
  if (known) return known;
  // Digits, comma and point are the same in Chinese and English, so one formatter serves both screens.
  const made = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formatters.set(decimals, made);
  return made;
}
