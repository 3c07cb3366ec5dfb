import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import type { FieldValue } from "./list-records.query.ts";
import type { RecordField, RecordSet } from "./record-set.ts";

/** What is wrong with a value, in words for the person who typed it; undefined where it is right. */
export function faultOf(field: RecordField, value: FieldValue): string | undefined {
  if (value === null || value === "") return field.isRequired ? `${field.labelZh}不能为空` : undefined;
  switch (field.kind) {
    case "integer":
      return Number.isSafeInteger(value) ? undefined : `${field.labelZh}应为整数`;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? undefined : `${field.labelZh}应为数字`;
    case "boolean":
      return typeof value === "boolean" ? undefined : `${field.labelZh}应为是或否`;
    case "date":
      return z.iso.date().safeParse(value).success ? undefined : `${field.labelZh}应为日期，如 2026-11-24`;
    case "timestamp":
      return z.iso.datetime({ offset: true }).safeParse(value).success ? undefined : `${field.labelZh}应为带时区的时间`;
    case "organisation":
      return z.uuid().safeParse(value).success ? undefined : `${field.labelZh}应从单位列表中选择`;
    case "choice":
      return field.choices?.some((choice) => choice.value === value)
        ? undefined
        : `${field.labelZh}应为${field.choices?.map(({ labelZh }) => labelZh).join("、")}之一`;
    case "division":
    case "text":
      return typeof value === "string" && value.length <= 4000 && !value.includes("\0")
        ? undefined
        : `${field.labelZh}应为文字，不超过 4000 字`;
  }
}

/**
 * Values as columns to write, each checked.
 * @throws TerraceError `record-invalid` naming every field that is wrong, unknown or not to be changed by hand
 */
export function checkedColumns(
  set: RecordSet,
  values: Readonly<Record<string, FieldValue>>,
): readonly { readonly column: string; readonly value: FieldValue }[] {
  const faults: { field: string; text: string }[] = [];
  const columns = Object.entries(values).flatMap(([name, given]) => {
    const field = set.fields.find((candidate) => candidate.name === name && candidate.isEditable);
    if (field === undefined) {
      faults.push({ field: name, text: `“${name}”不能在这里修改` });
      return [];
    }
    const fault = faultOf(field, given);
    if (fault !== undefined) faults.push({ field: name, text: fault });
    return [{ column: field.column, value: given === "" ? null : given }];
  });
  if (faults.length > 0) throw recordInvalid(set, faults);
  return columns;
}

export function recordInvalid(set: RecordSet, faults: readonly { field: string; text: string }[]): TerraceError {
  return new TerraceError({
    code: "record-invalid",
    userMessage: `${set.titleZh}没有保存：${faults.map(({ text }) => text).join("；")}。请改正后再保存。`,
    message: `${set.id} was not saved: ${faults.map(({ field }) => field).join(", ")} wrong. Correct and save again.`,
    details: { faults },
  });
}

/** GeoJSON as the set's geometry column takes it, in two dimensions. */
export function geometryValue(set: RecordSet, geometry: object): RawBuilder<unknown> {
  const plain = sql`ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4490))`;
  return set.geometry === "point" ? plain : sql`ST_Multi(${plain})`;
}

/** Where a geometry from outside does not hold: its reason and place; undefined where it does. */
export const GEOMETRY_TYPES = {
  point: ["Point"],
  line: ["LineString", "MultiLineString"],
  polygon: ["Polygon", "MultiPolygon"],
} as const;
