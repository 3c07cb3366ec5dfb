import type { RecordSelection } from "../record-filter.ts";
import type { RecordField, RecordSet } from "../record-set.ts";

/** The selection in a sentence, so that a file says of what it is: “区市：栖霞市；面积(hm²)：从 2 到 5”. */
export function describeFilter(
  set: RecordSet,
  { filter, text }: RecordSelection,
  divisionNames: ReadonlyMap<string, string>,
): string {
  const parts = Object.entries(filter).flatMap(([name, condition]) => {
    const field = set.fields.find((candidate) => candidate.name === name);
    if (field === undefined) return [];
    const label = (value: string | number | boolean) => labelOf(field, value, divisionNames);
    const said = [
      condition.eq === undefined ? null : label(condition.eq),
      condition.in === undefined ? null : condition.in.map(label).join("、"),
      condition.contains === undefined ? null : `包含“${condition.contains}”`,
      condition.from === undefined ? null : `从 ${label(condition.from)}`,
      condition.to === undefined ? null : `到 ${label(condition.to)}`,
      condition.isNull === undefined ? null : condition.isNull ? "未填" : "已填",
    ];
    const heading = field.unit === undefined ? field.labelZh : `${field.labelZh}(${field.unit})`;
    return [`${heading}：${said.filter((one) => one !== null).join(" ")}`];
  });
  if (text !== undefined && text.trim() !== "") parts.unshift(`编号或名称包含“${text.trim()}”`);
  return parts.length === 0 ? "全部" : parts.join("；");
}

function labelOf(
  field: RecordField,
  value: string | number | boolean,
  divisionNames: ReadonlyMap<string, string>,
): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (field.kind === "division") return divisionNames.get(String(value)) ?? String(value);
  return field.choices?.find((choice) => choice.value === value)?.labelZh ?? String(value);
}
