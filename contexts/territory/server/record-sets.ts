import { defineRecordSet, type FieldChoice, type RecordField, type RecordSet } from "#platform/record-sets";

const CODE: RecordField = {
  name: "code",
  column: "code",
  labelZh: "编号",
  labelEn: "Code",
  kind: "text",
  isRequired: true,
  isEditable: true,
  filter: "folded",
};
const NAME: RecordField = {
  name: "name",
  column: "name",
  labelZh: "名称",
  labelEn: "Name",
  kind: "text",
  isRequired: true,
  isEditable: true,
  filter: "open",
};
const DIVISION: RecordField = {
  name: "division",
  column: "division_code",
  labelZh: "区市",
  labelEn: "Division",
  kind: "division",
  isEditable: true,
  filter: "open",
};
const SOURCE: RecordField = {
  name: "source",
  column: "source",
  labelZh: "来源",
  labelEn: "Source",
  kind: "text",
  isEditable: true,
  isHiddenInList: true,
};
const NOTE: RecordField = { ...SOURCE, name: "note", column: "note", labelZh: "备注", labelEn: "Note" };
const KEEPER: RecordField = {
  ...NAME,
  name: "keeper",
  column: "keeper",
  labelZh: "管护人",
  labelEn: "Keeper",
  isRequired: false,
  filter: "folded",
};

function area(unit: "km²" | "hm²", labelZh = "图形面积", labelEn = "Area of outline"): RecordField {
  const column = unit === "km²" ? "area_km2" : "area_hm2";
  const name = unit === "km²" ? "areaKm2" : "areaHm2";
  return { name, column, labelZh, labelEn, kind: "number", unit, decimals: 2, isTotalled: true, filter: "folded" };
}

function choiceField(
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

function choices(
  ...rows: readonly (readonly [value: string, labelZh: string, labelEn: string])[]
): readonly FieldChoice[] {
  return rows.map(([value, labelZh, labelEn]) => ({ value, labelZh, labelEn }));
}

const COMMON = {
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

/** @zh 报送单元 The 15 units by which figures are reported, with those that were before. Kept by the region's data. */
export const divisionSet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "divisions",
  titleZh: "报送单元",
  titleEn: "Reporting units",
  relation: "territory.division",
  editPermission: null,
  divisionField: null,
  defaultSort: [{ field: "position", direction: "ascending" }],
  emptyZh: "报送单元随地区数据载入；请管理员检查地区数据。",
  emptyEn: "Reporting units come with the region's data; ask the administrator.",
  isPublished: true,
  fields: [
    { ...CODE, isEditable: false },
    { ...NAME, column: "name_zh", isEditable: false },
    { name: "nameEn", column: "name_en", labelZh: "英文名", labelEn: "Name in English", kind: "text" },
    choiceField(
      "codeKind",
      "code_kind",
      ["代码类别", "Kind of code"],
      choices(
        ["county", "县级行政区划", "County"],
        ["statistical", "统计用", "Statistical"],
        ["internal", "本系统内部", "Internal"],
      ),
    ),
    { name: "validFrom", column: "valid_from", labelZh: "设立", labelEn: "From", kind: "text" },
    { name: "validTo", column: "valid_to", labelZh: "撤销", labelEn: "Until", kind: "text" },
    area("km²"),
    { ...NOTE, column: "note_zh", isEditable: false },
    { ...SOURCE, isEditable: false },
    { name: "position", column: "position", labelZh: "次序", labelEn: "Order", kind: "integer", isHiddenInList: true },
  ].map((field) => ({ ...field, isEditable: false }) as RecordField),
});

/** @zh 小流域 */
export const watershedSet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "watersheds",
  titleZh: "小流域",
  titleEn: "Small watersheds",
  relation: "territory.watershed",
  emptyZh: "还没有小流域。可从“导入”带入小流域边界（SHP、GeoPackage 等）。",
  emptyEn: "No watersheds yet. Import their outlines (Shapefile, GeoPackage …).",
  isPublished: true,
  fields: [
    CODE,
    NAME,
    DIVISION,
    {
      ...NAME,
      name: "river",
      column: "river",
      labelZh: "所属河流",
      labelEn: "River",
      isRequired: false,
      filter: "folded",
    },
    {
      name: "isClean",
      column: "is_clean",
      labelZh: "生态清洁小流域",
      labelEn: "Clean watershed",
      kind: "boolean",
      isEditable: true,
      filter: "open",
    },
    {
      name: "builtYear",
      column: "built_year",
      labelZh: "建成年份",
      labelEn: "Built",
      kind: "integer",
      isEditable: true,
      filter: "folded",
    },
    area("km²"),
    SOURCE,
  ],
});

/** @zh 管控区域 重点预防区、重点治理区、生态保护红线等 */
export const protectedZoneSet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "protected-zones",
  titleZh: "管控区域",
  titleEn: "Protected zones",
  relation: "territory.protected_zone",
  emptyZh: "还没有管控区域。请由市级从“导入”带入已公告的重点防治区、生态保护红线等边界。",
  emptyEn: "No zones yet. The city imports key zones, red lines and others as published.",
  fields: [
    CODE,
    NAME,
    {
      ...choiceField(
        "kind",
        "kind",
        ["类别", "Kind"],
        choices(
          ["key-prevention", "水土流失重点预防区", "Key prevention zone"],
          ["key-treatment", "水土流失重点治理区", "Key treatment zone"],
          ["red-line", "生态保护红线", "Ecological red line"],
          ["water-source", "饮用水水源保护区", "Water source"],
          ["steep-land-ban", "禁止开垦陡坡地", "Steep land under ban"],
          ["nature-reserve", "自然保护地", "Nature reserve"],
        ),
      ),
      isRequired: true,
    },
    choiceField(
      "grade",
      "grade",
      ["级别", "Grade"],
      choices(
        ["national", "国家级", "National"],
        ["provincial", "省级", "Provincial"],
        ["city", "市级", "City"],
        ["county", "县级", "County"],
      ),
    ),
    DIVISION,
    { ...NOTE, name: "approvedBy", column: "approved_by", labelZh: "划定机关", labelEn: "Drawn by" },
    { ...NOTE, name: "documentNumber", column: "document_number", labelZh: "文号", labelEn: "Document" },
    {
      name: "validFrom",
      column: "valid_from",
      labelZh: "生效日期",
      labelEn: "Valid from",
      kind: "date",
      isEditable: true,
      filter: "folded",
    },
    {
      name: "validTo",
      column: "valid_to",
      labelZh: "失效日期",
      labelEn: "Valid until",
      kind: "date",
      isEditable: true,
    },
    { ...area("km²", "公告面积", "Stated area"), name: "statedAreaKm2", column: "stated_area_km2", isEditable: true },
    area("km²"),
    SOURCE,
  ],
});

/** @zh 一脊、两带、七廊、多点 */
export const patternElementSet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "pattern-elements",
  titleZh: "一脊两带七廊多点",
  titleEn: "Conservation pattern",
  relation: "territory.pattern_element",
  emptyZh: "还没有“一脊、两带、七廊、多点”的边界，请由市级导入。",
  emptyEn: "No outlines of the conservation pattern yet; the city imports them.",
  fields: [
    CODE,
    NAME,
    {
      ...choiceField(
        "kind",
        "kind",
        ["类别", "Kind"],
        choices(
          ["ridge", "脊", "Ridge"],
          ["belt", "带", "Belt"],
          ["corridor", "廊", "Corridor"],
          ["node", "点", "Node"],
        ),
      ),
      isRequired: true,
    },
    DIVISION,
    area("km²"),
    SOURCE,
  ],
});

/** @zh 封育区 */
export const enclosureSet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "enclosures",
  titleZh: "封育区",
  titleEn: "Enclosures",
  relation: "territory.enclosure",
  organisationField: "organisation",
  emptyZh: "还没有封育区。可新增一条，或从“导入”带入边界。",
  emptyEn: "No enclosures yet. Add one, or import outlines.",
  isPublished: true,
  fields: [
    CODE,
    NAME,
    DIVISION,
    choiceField(
      "method",
      "method",
      ["封育方式", "Method"],
      choices(["full", "全封", "Full"], ["half", "半封", "Half"], ["rotational", "轮封", "Rotational"]),
    ),
    {
      name: "closedOn",
      column: "closed_on",
      labelZh: "封育起",
      labelEn: "Closed from",
      kind: "date",
      isEditable: true,
      filter: "folded",
    },
    {
      name: "endsOn",
      column: "ends_on",
      labelZh: "封育止",
      labelEn: "Until",
      kind: "date",
      isEditable: true,
      filter: "folded",
    },
    KEEPER,
    { ...area("hm²", "登记面积", "Stated area"), name: "statedAreaHm2", column: "stated_area_hm2", isEditable: true },
    area("hm²"),
    {
      name: "organisation",
      column: "organisation_id",
      labelZh: "责任单位",
      labelEn: "Responsible",
      kind: "organisation",
      isEditable: true,
      isHiddenInList: true,
    },
    NOTE,
  ],
});

/** @zh 林草设施 */
export const vegetationFacilitySet: RecordSet = defineRecordSet({
  ...COMMON,
  id: "vegetation-facilities",
  titleZh: "林草设施",
  titleEn: "Vegetation facilities",
  relation: "territory.vegetation_facility",
  organisationField: "organisation",
  emptyZh: "还没有林草措施等水土保持设施。可新增一条，或从“导入”带入边界。",
  emptyEn: "No vegetation facilities yet. Add one, or import outlines.",
  fields: [
    CODE,
    NAME,
    {
      ...choiceField(
        "kind",
        "kind",
        ["类别", "Kind"],
        choices(
          ["tree-belt", "防护林", "Tree belt"],
          ["shrub", "灌木", "Shrub"],
          ["grass", "种草", "Grass"],
          ["buffer-strip", "缓冲带", "Buffer strip"],
          ["farmland-shelter", "农田防护林网", "Farmland shelter"],
          ["mixed", "乔灌草混合", "Mixed"],
        ),
      ),
      isRequired: true,
    },
    DIVISION,
    {
      name: "builtYear",
      column: "built_year",
      labelZh: "建成年份",
      labelEn: "Built",
      kind: "integer",
      isEditable: true,
      filter: "folded",
    },
    KEEPER,
    choiceField(
      "condition",
      "condition",
      ["现状", "Condition"],
      choices(["good", "完好", "Good"], ["damaged", "受损", "Damaged"], ["lost", "灭失", "Lost"]),
    ),
    {
      name: "checkedOn",
      column: "checked_on",
      labelZh: "最近检查",
      labelEn: "Last checked",
      kind: "date",
      isEditable: true,
      filter: "folded",
    },
    area("hm²"),
    {
      name: "organisation",
      column: "organisation_id",
      labelZh: "责任单位",
      labelEn: "Responsible",
      kind: "organisation",
      isEditable: true,
      isHiddenInList: true,
    },
    NOTE,
  ],
});

export const territoryRecordSets: readonly RecordSet[] = [
  divisionSet,
  watershedSet,
  protectedZoneSet,
  patternElementSet,
  enclosureSet,
  vegetationFacilitySet,
];
