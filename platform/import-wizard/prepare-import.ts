import type { Geometry } from "geojson";
import { transformer } from "#engine/projections";
import { checkGeometry, ellipsoidalArea, GCJ02, looksLikeGcj02, reprojectFeatures } from "#platform/geodata-import";
import { extentOfGeometry } from "#platform/geopackage";
import { convertValue } from "./convert-value.ts";
import { decidedMapping, proposeMapping, type RememberedMapping } from "./field-mapping.ts";
import { type FindingCounts, Findings, whereOf } from "./findings.ts";
import type { ImportFinding } from "./http-contract.ts";
import type { ImportRow, ImportValue, TargetShape } from "./import-target.ts";
import { type ImportHints, type PlacedUpload, placeUpload } from "./inspect-import.ts";
import { openUpload, type UploadedFile } from "./open-upload.ts";
import { compareAreas } from "./stated-area.ts";
import { findRepetitions } from "./within-file.ts";

/** What would be written, and what stands against it. */
export interface PreparedImport {
  readonly rows: readonly ImportRow[];
  /** Rows whose geometry is of another kind, which are not among them. */
  readonly leftOutCount: number;
  readonly findings: readonly ImportFinding[];
  readonly counts: FindingCounts;
  readonly isRefused: boolean;
  readonly computedAreaSquareMetres: number | null;
  readonly statedAreaSquareMetres: number | null;
}

/**
 * The rows of a file as a target takes them, with everything that was found on the way. Rows that are refused are among
 * them: an import with one refused row writes none.
 * @throws TerraceError where the file cannot be read, or no layer is chosen (`layer-not-chosen` is then the preview's obstacle)
 */
export async function prepareImport(
  file: UploadedFile,
  hints: ImportHints,
  target: TargetShape,
  remembered: RememberedMapping = {},
): Promise<PreparedImport | null> {
  const opened = await openUpload(file, hints.decisions, target.geometry === "polygon");
  if (!("raw" in opened)) return null;
  const placed = placeUpload(opened, hints);
  return placed.system === undefined && placed.candidates.length > 0
    ? null
    : prepareRows(placed, hints, target, remembered);
}

/** As `prepareImport`, of a layer that is open and placed. */
export function prepareRows(
  placed: PlacedUpload,
  hints: ImportHints,
  target: TargetShape,
  remembered: RememberedMapping,
): PreparedImport {
  const findings = new Findings();
  const { decisions } = hints;
  findWholeFile(placed, target, findings);
  const checked = target.geometry === null ? null : checkGeometries(placed, target.geometry, decisions, findings);
  const leftOut = checked?.leftOut ?? new Set<number>();
  const values = convertRows(placed, target, decisions, remembered, leftOut, findings);
  const rows = values.flatMap((rowValues, i): ImportRow[] => {
    if (rowValues === null) return [];
    const geometry = checked?.geometries[i] ?? null;
    const isArea = target.geometry === "polygon" && geometry !== null;
    const computedAreaSquareMetres = isArea ? ellipsoidalArea(geometry) : null;
    return [{ row: i + 1, line: placed.lines?.[i] ?? null, values: rowValues, geometry, computedAreaSquareMetres }];
  });
  if (rows.length === 0) {
    findings.add({
      kind: "no-rows",
      severity: "refused",
      zh: "文件中没有可导入的记录。",
      en: "The file holds no records to import.",
    });
  }
  findOutside(rows, hints, findings);
  findRepetitions(rows, target, findings);
  const stated = target.geometry === "polygon" ? compareAreas(placed.raw, rows, decisions, findings) : null;
  return {
    rows,
    leftOutCount: leftOut.size,
    findings: findings.sorted(),
    counts: findings.counts,
    isRefused: findings.isRefused,
    computedAreaSquareMetres:
      target.geometry === "polygon" ? rows.reduce((sum, row) => sum + (row.computedAreaSquareMetres ?? 0), 0) : null,
    statedAreaSquareMetres: stated,
  };
}

function findWholeFile(placed: PlacedUpload, target: TargetShape, findings: Findings): void {
  const { raw, system, totalLines } = placed;
  for (const line of totalLines) {
    findings.add({
      kind: "total-row-left-out",
      severity: "warning",
      line,
      zh: `第 ${line} 行是合计，不作为记录导入。`,
      en: `Line ${line} is a total and is not imported.`,
    });
  }
  if (target.geometry === null) return;
  if (placed.coordinateFields !== undefined) {
    const { x, y, geometry } = placed.coordinateFields;
    if ((x === null || y === null) && geometry === null) {
      findings.add({
        kind: "coordinate-fields-missing",
        severity: "refused",
        zh: "没有找到坐标列。请指明经度、纬度（或东坐标、北坐标）所在的列，或坐标串所在的列。",
        en: "No columns with coordinates were found. Name those of longitude and latitude, or of the list of coordinates.",
      });
    }
  }
  if (system !== undefined && !placed.isSystemDecided) {
    findings.add({
      kind: "crs-not-confirmed",
      severity: "refused",
      zh: `坐标系 ${system.crs}（${system.nameZh}）是推测的：${system.reason.zh}。请在地图上核对位置后确认。`,
      en: `The coordinate system ${system.crs} (${system.nameEn}) is a guess: ${system.reason.en}. Check the place on the map, then confirm it.`,
    });
  }
  if (system?.crs === GCJ02) {
    findings.add({
      kind: "gcj02-converted",
      severity: "warning",
      zh: "坐标由 GCJ-02 换算而来，精度约 1 米，不能代替测量成果。",
      en: "Positions were converted from GCJ-02, to about a metre; they are no substitute for a survey.",
    });
  } else if (looksLikeGcj02(raw)) {
    findings.add({
      kind: "gcj02-suspected",
      severity: "warning",
      zh: "字段与高德/DataV 数据相同，坐标可能是 GCJ-02（偏移数百米），现按指定的坐标系处理，没有换算。",
      en: "The fields are those of AMap/DataV data, whose positions are GCJ-02 (off by hundreds of metres); nothing was converted, as decided.",
    });
  }
  for (const { index, field, zh, en } of placed.coordinateFaults) {
    const line = placed.lines?.[index] ?? null;
    const where = whereOf(index + 1, line);
    findings.add({
      kind: "coordinate-invalid",
      severity: "refused",
      row: index + 1,
      line,
      sourceField: field,
      zh: `${where.zh}“${field}”${zh}。`,
      en: `${where.en}, "${field}": ${en}.`,
    });
  }
}

interface CheckedGeometries {
  readonly geometries: readonly (Geometry | null)[];
  /** Rows that are not imported, from 0. */
  readonly leftOut: ReadonlySet<number>;
}

function checkGeometries(
  placed: PlacedUpload,
  kind: NonNullable<TargetShape["geometry"]>,
  decisions: ImportHints["decisions"],
  findings: Findings,
): CheckedGeometries {
  const toDegrees = transformer(placed.crs ?? "EPSG:4490", "EPSG:4490");
  // In a drawing plots are lines; elsewhere a line where an area should be is a mistake until somebody says otherwise.
  const closes = decisions.closeLines ?? placed.format === "dxf";
  const leavesOut = (decisions.otherKinds ?? (placed.format === "dxf" ? "leave-out" : "refuse")) === "leave-out";
  const leftOut = new Set<number>();
  const faulty = new Set(placed.coordinateFaults.map(({ index }) => index));
  const checked = placed.features.map(({ properties, geometry }, i) => {
    const { geometry: clean, defects } = checkGeometry(geometry, kind, closes);
    const line = placed.lines?.[i] ?? null;
    const where = whereOf(i + 1, line);
    for (const { what, severity, place } of defects) {
      if (faulty.has(i) && what.code === "geometry-empty") continue;
      const isLeftOut = leavesOut && what.code === "wrong-kind";
      if (isLeftOut) leftOut.add(i);
      const degrees = place === undefined ? null : toDegrees(place[0]!, place[1]!);
      const at = degrees === null ? "" : `（${degrees.x.toFixed(6)}, ${degrees.y.toFixed(6)}）`;
      findings.add({
        kind: what.code,
        severity: isLeftOut ? "warning" : severity,
        row: i + 1,
        line,
        place: degrees === null ? null : [degrees.x, degrees.y],
        zh: `${where.zh}${at}${what.zh}${isLeftOut ? "，不导入" : ""}。`,
        en: `${where.en}${at}: ${what.en}${isLeftOut ? "; it is left out" : ""}.`,
      });
    }
    return { properties, geometry: clean };
  });
  const inDegrees = placed.crs === undefined ? checked : reprojectFeatures(checked, placed.crs, "EPSG:4490");
  return { geometries: inDegrees.map(({ geometry }) => geometry), leftOut };
}

function convertRows(
  placed: PlacedUpload,
  target: TargetShape,
  decisions: ImportHints["decisions"],
  remembered: RememberedMapping,
  leftOut: ReadonlySet<number>,
  findings: Findings,
): (Record<string, ImportValue> | null)[] {
  const sources = placed.raw.fields.map(({ name }) => name);
  const mapping = proposeMapping(target.fields, sources, decidedMapping(decisions), remembered);
  const plan = target.fields.map((field, i) => ({
    field,
    source: mapping[i]!.sourceField,
    constant: decisions.constants?.[field.name],
  }));
  for (const { field, source, constant } of plan) {
    if (field.isRequired !== true || source !== null || (constant !== undefined && constant !== "")) continue;
    findings.add({
      kind: "required-not-mapped",
      severity: "refused",
      field: field.name,
      zh: `必填的“${field.labelZh}”没有对应的列，也没有统一的值。请选择文件中的一列，或填一个统一的值。`,
      en: `The required field "${field.labelEn}" has neither a column nor one value for all. Choose a column of the file, or give a value.`,
    });
  }
  return placed.raw.features.map(({ properties }, i) => {
    if (leftOut.has(i)) return null;
    const line = placed.lines?.[i] ?? null;
    const where = whereOf(i + 1, line);
    const values: Record<string, ImportValue> = {};
    for (const { field, source, constant } of plan) {
      if (source === null && constant === undefined) continue;
      const given = source === null ? constant?.replaceAll("{n}", String(i + 1).padStart(4, "0")) : properties[source];
      const reading = convertValue(field, given);
      const name = source ?? field.labelZh;
      if ("value" in reading) {
        values[field.name] = reading.value;
        if (reading.value !== null || field.isRequired !== true) continue;
        findings.add({
          kind: "required-missing",
          severity: "refused",
          row: i + 1,
          line,
          field: field.name,
          sourceField: source,
          zh: `${where.zh}“${name}”没有填，“${field.labelZh}”必填。`,
          en: `${where.en}: "${name}" is empty, but "${field.labelEn}" is required.`,
        });
        continue;
      }
      values[field.name] = null;
      findings.add({
        kind: "value-invalid",
        severity: "refused",
        row: i + 1,
        line,
        field: field.name,
        sourceField: source,
        zh: `${where.zh}“${name}”的值“${shortened(given)}”${reading.fault.zh}。`,
        en: `${where.en}, "${name}": "${shortened(given)}": ${reading.fault.en}.`,
      });
    }
    return values;
  });
}

function shortened(value: unknown): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Single rows outside the region are doubtful; a file that lies there as a whole is probably in another system. */
function findOutside(rows: readonly ImportRow[], { region, decisions }: ImportHints, findings: Findings): void {
  if (region === undefined) return;
  const outside = rows.filter(({ geometry }) => {
    const extent = geometry === null ? undefined : extentOfGeometry(geometry);
    if (extent === undefined) return false;
    return extent.minX > region[2] || extent.maxX < region[0] || extent.minY > region[3] || extent.maxY < region[1];
  });
  if (outside.length === 0) return;
  const placed = rows.filter(({ geometry }) => geometry !== null).length;
  if (outside.length === placed) {
    findings.add({
      kind: "outside-region",
      severity: decisions.acceptOutsideRegion === true ? "warning" : "refused",
      zh: `全部 ${placed} 个图形都在本地区之外。多半是坐标系或坐标顺序选错了，请在地图上核对；确实如此时请确认。`,
      en: `All ${placed} geometries lie outside the region. Probably the coordinate system or the order of axes is wrong; check on the map, and confirm if it is so.`,
    });
    return;
  }
  for (const { row, line, geometry } of outside) {
    const { minX, minY } = extentOfGeometry(geometry!)!;
    const where = whereOf(row, line);
    findings.add({
      kind: "outside-region",
      severity: "warning",
      row,
      line,
      place: [minX, minY],
      zh: `${where.zh}（${minX.toFixed(4)}, ${minY.toFixed(4)}）在本地区之外。`,
      en: `${where.en} (${minX.toFixed(4)}, ${minY.toFixed(4)}) lies outside the region.`,
    });
  }
}
