import { z } from "zod";
import type { Session } from "#platform/database";
import { parseFilter, type RecordField, type RecordFilter, type RecordSet } from "#platform/record-sets";
import { collectionUnknown, parameterInvalid } from "./ogc-errors.ts";
import type { Parameters } from "./request-parameters.ts";

/** The published record sets. */
export interface Collections {
  visibleTo(session: Session): readonly RecordSet[];
  /** @throws TerraceError `collection-unknown` where there is none that the session may open */
  open(session: Session, id: string): RecordSet;
}

/** Parameters of a collection's items besides its properties. */
export const ITEM_PARAMETERS = ["f", "limit", "offset", "after", "bbox", "bbox-crs", "crs", "datetime"] as const;
/** What every feature has besides its fields. */
const OWN_PROPERTIES = ["version", "updatedAt"] as const;

export function createCollections(sets: readonly RecordSet[]): Collections {
  const published = sets.filter(({ isPublished }) => isPublished === true);
  for (const { id, fields } of published) {
    const taken: readonly string[] = [...ITEM_PARAMETERS, ...OWN_PROPERTIES];
    const name = fields.find((field) => taken.includes(field.name))?.name;
    if (name !== undefined) throw new Error(`Record set ${id}: a published set cannot have a field ${name}`);
  }
  return {
    visibleTo: ({ permissions }) => published.filter(({ permission }) => permissions.includes(permission)),
    open: (session, id) => {
      const set = published.find((one) => one.id === id);
      if (set === undefined || !session.permissions.includes(set.permission)) throw collectionUnknown(id);
      return set;
    },
  };
}

/**
 * Properties that must have a value, each by the parameter of its name.
 * @throws TerraceError `parameter-invalid`, `filter-invalid`
 */
export function propertyFilter(set: RecordSet, parameters: Parameters): RecordFilter {
  const terms = set.fields.flatMap((field) => {
    const text = parameters.get(field.name);
    return text === undefined ? [] : [[field.name, { eq: typed(field, text) }] as const];
  });
  return parseFilter(set, JSON.stringify(Object.fromEntries(terms)));
}

function typed({ name, kind, labelZh }: RecordField, text: string): string | number | boolean {
  const fail = (zh: string, en: string) => parameterInvalid(name, text, `“${labelZh}”${zh}`, en);
  switch (kind) {
    case "integer":
    case "number": {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      if (!Number.isFinite(value) || (kind === "integer" && !Number.isInteger(value))) {
        throw fail(
          kind === "integer" ? "应为整数" : "应为数字",
          kind === "integer" ? "it is a whole number" : "it is a number",
        );
      }
      return value;
    }
    case "boolean":
      if (text !== "true" && text !== "false") throw fail("应为 true 或 false", "it is true or false");
      return text === "true";
    case "date":
    case "timestamp":
      if (!z.iso.date().safeParse(text).success)
        throw fail("应为日期，如 2026-11-24", "it is a day, such as 2026-11-24");
      return text;
    case "organisation":
      if (!z.uuid().safeParse(text).success) throw fail("应为单位的标识（UUID）", "it is the UUID of an organisation");
      return text;
    default:
      return text;
  }
}
