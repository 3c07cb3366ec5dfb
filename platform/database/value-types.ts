/**
 * How values of PostgreSQL become values of JavaScript, the same on the embedded database and on a server. Numbers of 64 bits and
 * decimals become numbers: keys and counts stay below 2^53, and a figure that must be exact is kept as an integer of a small unit.
 * Days stay text (`2026-11-24`), for a day has no time zone; moments become ISO texts in UTC.
 */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  1700: Number,
  1082: (text) => text,
  1114: (text) => text,
  1184: (text) => new Date(text).toISOString(),
  1083: (text) => text,
};
