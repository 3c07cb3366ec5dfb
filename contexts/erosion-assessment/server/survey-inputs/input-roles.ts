const roleNames: Readonly<Record<string, string>> = {
  dem: "高程",
  rain: "降雨侵蚀力",
  soil: "土壤",
  "land-use": "土地利用",
  cover: "植被盖度",
  measures: "工程措施",
  tillage: "耕作区",
  zones: "分区",
};

/** The name of an input in messages. */
export function roleName(role: string): string {
  return roleNames[role] ?? role;
}
