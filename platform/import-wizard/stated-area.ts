import type { RawLayer } from "#platform/geodata-import";
import { isNothing, readNumber } from "#platform/tables";
import { type Findings, whereOf } from "./findings.ts";
import type { ImportDecisions } from "./http-contract.ts";
import type { ImportRow } from "./import-target.ts";

const UNITS = {
  m2: { label: "m²", size: 1 },
  hm2: { label: "hm²", size: 10_000 },
  km2: { label: "km²", size: 1_000_000 },
  mu: { label: "亩", size: 2000 / 3 },
} as const;

type AreaUnit = keyof typeof UNITS;

/** Hand-kept areas are rounded, and taken on the map rather than the ellipsoid: up to a few per cent is nobody's mistake. */
const DEFAULT_TOLERANCE_PERCENT = 5;
const NEGLIGIBLE_SQUARE_METRES = 1;

/**
 * Compares the area that each row states with the one computed on the ellipsoid.
 * @returns the sum of the stated areas in m², or null where none are stated
 */
export function compareAreas(
  raw: RawLayer,
  rows: readonly ImportRow[],
  decisions: ImportDecisions,
  findings: Findings,
): number | null {
  const stated = decisions.statedArea === undefined ? proposeStatedArea(raw, rows) : decisions.statedArea;
  if (stated === null) return null;
  const { label, size } = UNITS[stated.unit];
  const tolerance = decisions.areaTolerancePercent ?? DEFAULT_TOLERANCE_PERCENT;
  let sum = 0;
  for (const row of rows) {
    const given = cellOf(raw.features[row.row - 1]?.properties[stated.field]);
    if (isNothing(given)) continue;
    const reading = readNumber(given, label);
    const where = whereOf(row.row, row.line);
    const place = { row: row.row, line: row.line, sourceField: stated.field };
    if ("fault" in reading) {
      findings.add({
        ...place,
        kind: "area-unreadable",
        severity: "warning",
        zh: `${where.zh}“${stated.field}”的值“${String(given).slice(0, 40)}”${reading.fault.zh}，没有与计算面积比较。`,
        en: `${where.en}, "${stated.field}": ${reading.fault.en}; it was not compared with the computed area.`,
      });
      continue;
    }
    const area = reading.value * size;
    sum += area;
    const computed = row.computedAreaSquareMetres;
    if (computed === null) continue;
    const difference = area - computed;
    const percent = computed === 0 ? Infinity : (difference / computed) * 100;
    if (Math.abs(difference) <= NEGLIGIBLE_SQUARE_METRES || Math.abs(percent) <= tolerance) continue;
    findings.add({
      ...place,
      kind: "area-differs",
      severity: "warning",
      zh: `${where.zh}填报面积 ${figure(area / size)} ${label}，按椭球面计算为 ${figure(computed / size)} ${label}，相差 ${percent > 0 ? "+" : ""}${percent.toFixed(1)} %（容差 ${tolerance} %）。`,
      en: `${where.en} states ${figure(area / size)} ${label}; on the ellipsoid it is ${figure(computed / size)} ${label}, ${percent.toFixed(1)} % apart (tolerance ${tolerance} %).`,
    });
  }
  return sum;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}

const AREA_NAME = /面积|area|公顷|^mj$|_mj$|亩/i;
const UNIT_NAMES: readonly (readonly [RegExp, AreaUnit])[] = [
  [/公顷|hm2|hm²|\bha\b|_ha$/i, "hm2"],
  [/平方公里|平方千米|km2|km²/i, "km2"],
  [/亩/, "mu"],
  [/平方米|m2|m²|㎡/i, "m2"],
];
/** Stated and computed areas agree this well in their own unit, in the median; units differ by 15 times and more. */
const FIT = 1.3;

/** The field that states areas, with the unit that its name or its numbers tell; null where none does. */
export function proposeStatedArea(
  raw: RawLayer,
  rows: readonly ImportRow[],
): { readonly field: string; readonly unit: AreaUnit } | null {
  for (const { name } of raw.fields.filter((field) => AREA_NAME.test(field.name))) {
    const pairs = rows.flatMap(({ row, computedAreaSquareMetres: computed }) => {
      const reading = readNumber(cellOf(raw.features[row - 1]?.properties[name]), undefined);
      return "value" in reading && reading.value > 0 && computed !== null && computed > 0
        ? [reading.value / computed]
        : [];
    });
    const named = UNIT_NAMES.find(([pattern]) => pattern.test(name))?.[1];
    if (named !== undefined && pairs.length > 0) return { field: name, unit: named };
    const median = pairs.toSorted((a, b) => a - b)[Math.floor(pairs.length / 2)];
    if (median === undefined) continue;
    const unit = (Object.keys(UNITS) as AreaUnit[]).find(
      (candidate) => Math.abs(Math.log(median * UNITS[candidate].size)) < Math.log(FIT),
    );
    if (unit !== undefined) return { field: name, unit };
  }
  return null;
}

function cellOf(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}
