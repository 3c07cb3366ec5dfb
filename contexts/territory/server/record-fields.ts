import type { FieldChoice, RecordField } from "#platform/record-sets";

export const CODE: RecordField = {
  name: "code",
  column: "code",
  labelZh: "编号",
  labelEn: "Code",
  kind: "text",
  isRequired: true,
  isEditable: true,
  filter: "folded",
};
export const NAME: RecordField = {
  name: "name",
  column: "name",
  labelZh: "名称",
  labelEn: "Name",
  kind: "text",
  isRequired: true,
  isEditable: true,
  filter: "open",
};
export const DIVISION: RecordField = {
  name: "division",
  column: "division_code",
  labelZh: "区市",
  labelEn: "Division",
  kind: "division",
  isEditable: true,
  filter: "open",
};
export const SOURCE: RecordField = {
  name: "source",
  column: "source",
  labelZh: "来源",
  labelEn: "Source",
  kind: "text",
  isEditable: true,
  isHiddenInList: true,
};
export const NOTE: RecordField = { ...SOURCE, name: "note", column: "note", labelZh: "备注", labelEn: "Note" };
export const KEEPER: RecordField = {
  ...NAME,
  name: "keeper",
  column: "keeper",
  labelZh: "管护人",
  labelEn: "Keeper",
  isRequired: false,
  filter: "folded",
};

export function area(unit: "km²" | "hm²", labelZh = "图形面积", labelEn = "Area of outline"): RecordField {
  const column = unit === "km²" ? "area_km2" : "area_hm2";
  const name = unit === "km²" ? "areaKm2" : "areaHm2";
  return { name, column, labelZh, labelEn, kind: "number", unit, decimals: 2, isTotalled: true, filter: "folded" };
}

export function choiceField(
  name: string,
  column: string,
  labels: readonly [string, string],
  choices: readonly FieldChoice[],
): RecordField {
  return {
    name,
    column,
    labelZh: labels[0],
    labelEn: labels[1],
    kind: "choice",
    choices,
    isEditable: true,
    filter: "open",
  };
}

export function choices(
  ...rows: readonly (readonly [value: string, labelZh: string, labelEn: string])[]
): readonly FieldChoice[] {
  return rows.map(([value, labelZh, labelEn]) => ({ value, labelZh, labelEn }));
}

/** What every register of this context declares alike. */
export const COMMON = {
  permission: "territory.view",
  editPermission: "territory.edit",
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
} as const;
