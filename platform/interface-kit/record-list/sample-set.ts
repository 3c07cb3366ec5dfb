import type { RecordField, RecordSetDescription } from "./record-set.ts";

/** A field for tests, plain but for what is given. */
export function sampleField(given: Partial<RecordField> & { readonly name: string }): RecordField {
  return {
    labelZh: given.name,
    labelEn: given.name,
    kind: "text",
    unit: null,
    decimals: null,
    choices: [],
    filter: null,
    isTotalled: false,
    isYear: false,
    isRequired: false,
    isEditable: false,
    isHiddenInList: false,
    ...given,
  };
}

export function sampleSet(fields: readonly RecordField[]): RecordSetDescription {
  return {
    id: "enclosures",
    titleZh: "封育区",
    titleEn: "Enclosures",
    geometry: "polygon",
    codeField: "code",
    titleField: "name",
    divisionField: null,
    stateField: null,
    emptyZh: "导入封育区后出现在这里。",
    emptyEn: "Import enclosures.",
    canEdit: true,
    defaultSort: [{ field: "code", direction: "ascending" }],
    fields,
  };
}
