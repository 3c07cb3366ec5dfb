import type { RecordField, RecordSet } from "#platform/record-sets";

type Schema = Readonly<Record<string, unknown>>;

/** Values of fields that are codes: division and choice. */
export type ChoicesOf = (
  field: RecordField,
) => readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];

const GEOMETRY_FORMATS = {
  point: "geometry-point",
  line: "geometry-multilinestring",
  polygon: "geometry-multipolygon",
} as const;

/** The properties by which items are asked for, in the JSON Schema that 3.0 and 3.1 of OpenAPI have in common. */
export function querySchema(field: RecordField, choicesOf: ChoicesOf): Schema {
  const { kind, labelZh, labelEn, unit } = field;
  const choices = choicesOf(field);
  const titled = {
    title: unit === undefined ? labelZh : `${labelZh}（${unit}）`,
    description: descriptionOf(labelEn, choices),
  };
  const values = choices.length === 0 ? {} : { enum: choices.map(({ value }) => value) };
  switch (kind) {
    case "integer":
      return { ...titled, type: "integer" };
    case "number":
      return { ...titled, type: "number" };
    case "boolean":
      return { ...titled, type: "boolean" };
    case "date":
    case "timestamp":
      return { ...titled, type: "string", format: "date" };
    case "organisation":
      return { ...titled, type: "string", format: "uuid" };
    default:
      return { ...titled, type: "string", ...values };
  }
}

function descriptionOf(labelEn: string, choices: ReturnType<ChoicesOf>): string {
  const values = choices.map(({ value, labelZh }) => `${value} ${labelZh}`).join("；");
  return values === "" ? labelEn : `${labelEn}. ${values}`;
}

/** `/queryables` of a collection. */
export function queryables(set: RecordSet, choicesOf: ChoicesOf, address: string): Schema {
  const geometry =
    set.geometry === null
      ? {}
      : {
          geometry: {
            title: "图形",
            description: "Geometry",
            format: GEOMETRY_FORMATS[set.geometry],
            "x-ogc-role": "primary-geometry",
          },
        };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: address,
    type: "object",
    title: set.titleZh,
    description: set.titleEn,
    properties: {
      ...Object.fromEntries(set.fields.map((field) => [field.name, querySchema(field, choicesOf)])),
      ...geometry,
    },
    additionalProperties: false,
  };
}
