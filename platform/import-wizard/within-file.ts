import type { Geometry } from "geojson";
import { findOverlaps } from "#platform/geodata-import";
import { type Findings, whereOf } from "./findings.ts";
import type { ImportRow, TargetShape } from "./import-target.ts";

/** Further ones are counted by the one remark that says that there are more. */
const MOST_OVERLAPS = 2000;

/** What a file repeats: the same code, the same geometry, the same ground. */
export function findRepetitions(rows: readonly ImportRow[], target: TargetShape, findings: Findings): void {
  if (target.codeField !== null) findRepeatedCodes(rows, target.codeField, target, findings);
  const repeated = findRepeatedGeometries(rows, findings);
  if (target.geometry === "polygon") findSharedGround(rows, repeated, findings);
}

function findRepeatedCodes(rows: readonly ImportRow[], field: string, target: TargetShape, findings: Findings): void {
  const label = target.fields.find(({ name }) => name === field)?.labelZh ?? field;
  const first = new Map<string, ImportRow>();
  for (const row of rows) {
    const code = row.values[field];
    if (code === null || code === undefined) continue;
    const earlier = first.get(String(code));
    if (earlier === undefined) {
      first.set(String(code), row);
      continue;
    }
    const [where, other] = [whereOf(row.row, row.line), whereOf(earlier.row, earlier.line)];
    findings.add({
      kind: "duplicate-code-in-file",
      severity: "refused",
      row: row.row,
      line: row.line,
      field,
      zh: `${where.zh}的${label}“${String(code)}”与${other.zh}相同。`,
      en: `${where.en} has the same code "${String(code)}" as ${other.en}.`,
    });
  }
}

/** @returns pairs of rows, by index, as `first second` */
function findRepeatedGeometries(rows: readonly ImportRow[], findings: Findings): Set<string> {
  const first = new Map<string, number>();
  const pairs = new Set<string>();
  for (const [i, { row, line, geometry }] of rows.entries()) {
    if (geometry === null) continue;
    const key = geometryKey(geometry);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, i);
      continue;
    }
    pairs.add(`${earlier} ${i}`);
    const [where, other] = [whereOf(row, line), whereOf(rows[earlier]!.row, rows[earlier]!.line)];
    findings.add({
      kind: "duplicate-geometry-in-file",
      severity: "warning",
      row,
      line,
      place: placeOf(geometry),
      zh: `${where.zh}的图形与${other.zh}相同。`,
      en: `${where.en} has the same geometry as ${other.en}.`,
    });
  }
  return pairs;
}

/** To 10⁻⁸ degrees, a millimetre. */
function geometryKey(geometry: Geometry): string {
  return JSON.stringify(geometry, (_, value) => (typeof value === "number" ? Math.round(value * 1e8) : value));
}

function placeOf(geometry: Geometry): [number, number] | null {
  let value: unknown = geometry.type === "GeometryCollection" ? null : geometry.coordinates;
  while (Array.isArray(value) && Array.isArray(value[0])) value = value[0];
  return Array.isArray(value) ? [Number(value[0]), Number(value[1])] : null;
}

function findSharedGround(rows: readonly ImportRow[], repeated: ReadonlySet<string>, findings: Findings): void {
  const overlaps = findOverlaps(
    rows.map(({ geometry }) => geometry),
    MOST_OVERLAPS,
  );
  for (const { first, second, areaSquareMetres, place } of overlaps) {
    if (repeated.has(`${first} ${second}`)) continue;
    const [row, other] = [rows[second]!, rows[first]!];
    const [where, with_] = [whereOf(row.row, row.line), whereOf(other.row, other.line)];
    const area = (areaSquareMetres / 10_000).toFixed(4);
    findings.add({
      kind: "overlap-in-file",
      severity: "warning",
      row: row.row,
      line: row.line,
      place: [place[0]!, place[1]!],
      zh: `${where.zh}与${with_.zh}重叠 ${area} hm²，合计面积会重复计算。`,
      en: `${where.en} overlaps ${with_.en} by ${area} hm²; sums will count it twice.`,
    });
  }
  if (overlaps.length < MOST_OVERLAPS) return;
  findings.add({
    kind: "overlaps-many",
    severity: "warning",
    zh: `重叠超过 ${MOST_OVERLAPS} 处，其余没有列出。`,
    en: `There are more than ${MOST_OVERLAPS} overlaps; the others are not listed.`,
  });
}
