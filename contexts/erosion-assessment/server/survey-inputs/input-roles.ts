const roleNames: Readonly<Record<string, string>> = {
  dem: "高程",
  rain: "降雨",
  soil: "土壤",
  "land-use": "土地利用",
  cover: "植被盖度",
  measures: "工程措施",
  tillage: "耕作区",
  zones: "分区",
  "soil-table": "土壤属性表",
  "land-use-crosswalk": "地类对照表",
};

const alignmentLabels: Readonly<Record<string, string>> = {
  "same-grid": "同一栅格",
  nearest: "最近邻重采样",
  bilinear: "双线性重采样",
  average: "面积平均",
  burned: "按栅格中心落图",
  constant: "全区一值",
  table: "按代码查表",
};

/** How an input was brought onto the survey's grid, in the words of a table. */
export function alignmentLabel(alignment: string): string {
  return alignmentLabels[alignment] ?? alignment;
}

/** The name of an input in messages. */
export function roleName(role: string): string {
  return roleNames[role] ?? role;
}
