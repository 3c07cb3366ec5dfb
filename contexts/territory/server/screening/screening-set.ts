import { defineRecordSet, type FieldChoice, type RecordField, type RecordSet } from "#platform/record-sets";
import { landUses } from "#reference-data";
import { patchStateLabels, patchStates, screeningClasses } from "../../model/index.ts";
import { choiceField, choices } from "../record-fields.ts";
import { protectedZoneSet } from "../record-sets.ts";

const shown = (field: Omit<RecordField, "isEditable">): RecordField => ({ ...field, isEditable: false });
const hidden = (field: Omit<RecordField, "isEditable" | "isHiddenInList">): RecordField =>
  shown({ ...field, isHiddenInList: true });

function choice(name: string, column: string, labels: readonly [string, string], given: readonly FieldChoice[]) {
  return shown(choiceField(name, column, labels, given));
}

/** A patch keeps the name, as it is printed in bulletins and files. */
const landUseNames = landUses.map(({ zh, en }) => ({ value: zh, labelZh: zh, labelEn: en }));
const zoneKinds = protectedZoneSet.fields.find(({ name }) => name === "kind")?.choices ?? [];

/**
 * @zh 筛查图斑
 * What surveys make suspicious, with what people found there. Changed by screenings and verdicts only.
 */
export const screeningPatchSet: RecordSet = defineRecordSet({
  id: "screening-patches",
  titleZh: "筛查图斑",
  titleEn: "Screening patches",
  relation: "territory.screening_patch",
  permission: "territory.view",
  editPermission: null,
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  divisionField: "division",
  organisationField: null,
  stateField: "state",
  defaultSort: [{ field: "areaHm2", direction: "descending" }],
  emptyZh: "还没有筛查图斑。发布水土流失调查后，由市级在“陡坡与植被筛查”页点“运行筛查”生成。",
  emptyEn: "No patches yet. Once a survey is published, the city makes them by “Run a screening”.",
  fields: [
    shown({ name: "name", column: "name", labelZh: "名称", labelEn: "Name", kind: "text", filter: "open" }),
    shown({ name: "code", column: "code", labelZh: "编号", labelEn: "Code", kind: "text", filter: "folded" }),
    choice(
      "class",
      "class",
      ["类别", "Class"],
      choices(...screeningClasses.map(({ id, zh, en }) => [id, zh, en] as const)),
    ),
    choice(
      "state",
      "state",
      ["核查结论", "Verdict"],
      patchStates.map((value) => ({ value, labelZh: patchStateLabels[value].zh, labelEn: patchStateLabels[value].en })),
    ),
    shown({
      name: "division",
      column: "division_code",
      labelZh: "区市",
      labelEn: "Division",
      kind: "division",
      filter: "open",
    }),
    shown({
      name: "areaHm2",
      column: "area_hm2",
      labelZh: "面积",
      labelEn: "Area",
      kind: "number",
      unit: "hm²",
      decimals: 2,
      isTotalled: true,
      filter: "folded",
    }),
    shown({
      name: "meanSlope",
      column: "mean_slope_degrees",
      labelZh: "平均坡度",
      labelEn: "Mean slope",
      kind: "number",
      unit: "°",
      decimals: 1,
      filter: "folded",
    }),
    { ...choice("landUse", "land_use", ["土地利用", "Land use"], landUseNames), filter: "folded" },
    { ...choice("zoneKind", "zone_kind", ["所在管控区域", "Zone"], zoneKinds), filter: "folded" },
    shown({
      name: "surveyYear",
      column: "survey_year",
      labelZh: "调查年度",
      labelEn: "Survey",
      kind: "integer",
      isYear: true,
      filter: "folded",
    }),
    hidden({ name: "surveyNumber", column: "survey_number", labelZh: "调查版次", labelEn: "Version", kind: "integer" }),
    hidden({ name: "surveyRun", column: "survey_run_id", labelZh: "调查编号", labelEn: "Survey id", kind: "text" }),
    hidden({
      name: "baselineYear",
      column: "baseline_year",
      labelZh: "对比年度",
      labelEn: "Compared with",
      kind: "integer",
      isYear: true,
    }),
    {
      ...choice("landUseBefore", "land_use_before", ["前次土地利用", "Land use before"], landUseNames),
      filter: "folded",
      isHiddenInList: true,
    },
    hidden({
      name: "biologicalFactor",
      column: "biological_factor",
      labelZh: "B 因子",
      labelEn: "Factor B",
      kind: "number",
      decimals: 4,
    }),
    hidden({
      name: "biologicalFactorBefore",
      column: "biological_factor_before",
      labelZh: "前次 B 因子",
      labelEn: "Factor B before",
      kind: "number",
      decimals: 4,
    }),
    hidden({ name: "zoneName", column: "zone_name", labelZh: "管控区域名称", labelEn: "Name of zone", kind: "text" }),
    hidden({ name: "rules", column: "rules", labelZh: "筛查门槛", labelEn: "Thresholds", kind: "text" }),
    hidden({
      name: "hasUnconfirmed",
      column: "has_unconfirmed",
      labelZh: "门槛待核",
      labelEn: "Threshold unconfirmed",
      kind: "boolean",
      filter: "folded",
    }),
    hidden({
      name: "isCurrent",
      column: "is_current",
      labelZh: "仍在筛查结果中",
      labelEn: "Still found",
      kind: "boolean",
      filter: "folded",
    }),
    hidden({
      name: "isDemonstration",
      column: "is_demonstration",
      labelZh: "演示",
      labelEn: "Demonstration",
      kind: "boolean",
      filter: "folded",
    }),
    hidden({
      name: "screenedAt",
      column: "screened_at",
      labelZh: "筛查时间",
      labelEn: "Screened",
      kind: "timestamp",
    }),
    hidden({ name: "verdictReason", column: "verdict_reason", labelZh: "核查说明", labelEn: "Reason", kind: "text" }),
    hidden({
      name: "verdictByName",
      column: "verdict_by_name",
      labelZh: "核查人",
      labelEn: "Checked by",
      kind: "text",
    }),
    hidden({
      name: "verdictAt",
      column: "verdict_at",
      labelZh: "核查时间",
      labelEn: "Checked",
      kind: "timestamp",
      filter: "folded",
    }),
  ],
});
